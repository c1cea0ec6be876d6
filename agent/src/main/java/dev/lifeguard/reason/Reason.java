package dev.lifeguard.reason;

import java.util.Locale;
import java.util.Optional;

/**
 * Every way a thing can fail, with the code that is used unchanged as metric label, alert
 * annotation and document anchor. Adding a code here is adding it to the whole product.
 */
public enum Reason {
  // network
  UNRESOLVED(Kind.TRANSIENT, "the name does not resolve"),
  REFUSED(Kind.TRANSIENT, "the port refuses connections: nothing listens there"),
  CONNECT_TIMEOUT(Kind.TRANSIENT, "no answer to the connection request: packets are dropped"),
  NETWORK_UNREACHABLE(Kind.TRANSIENT, "this machine has no route to the address"),
  OWN_NETWORK_DOWN(Kind.TRANSIENT, "this machine itself has no network"),
  RESET(Kind.TRANSIENT, "the peer reset the connection"),
  TIMEOUT(Kind.TRANSIENT, "no answer within the deadline"),
  TOO_SLOW(Kind.TRANSIENT, "answered, but later than the threshold"),

  // SSH, until the session stands
  NO_BANNER(Kind.TRANSIENT, "the port opens but no SSH banner comes"),
  NOT_SSH(Kind.TRANSIENT, "something answers that does not speak SSH"),
  PENALISED(Kind.PENALTY, "sshd refuses us for a while: PerSourcePenalties or MaxStartups"),
  KEX_MISMATCH(Kind.PERMANENT, "no common algorithm for the key exchange"),
  KEX_TIMEOUT(Kind.TRANSIENT, "the key exchange did not end in time"),
  HOST_KEY_UNKNOWN(Kind.PERMANENT, "the host key is not in known_hosts"),
  HOST_KEY_CHANGED(Kind.PERMANENT, "the host key differs from the one in known_hosts"),
  HOST_KEY_REVOKED(Kind.PERMANENT, "the host key is marked @revoked in known_hosts"),
  HOST_KEY_ALGORITHM(Kind.PERMANENT, "the server offers only host key types that are disabled"),
  KEY_PERMISSION(Kind.PERMANENT, "the private key file is readable by others"),
  KEY_MISSING(Kind.PERMANENT, "the private key file does not exist"),
  KEY_INVALID(Kind.PERMANENT, "the private key file cannot be read as a key"),
  KEY_ENCRYPTED(Kind.PERMANENT, "the private key is encrypted and no passphrase is given"),
  KEY_PASSPHRASE(Kind.PERMANENT, "the passphrase does not open the private key"),
  KEY_REJECTED(Kind.PERMANENT, "the server accepts none of our keys"),
  CERTIFICATE_INVALID(
      Kind.PERMANENT, "the SSH certificate is expired, not yet valid or not for this user"),
  AGENT_UNREACHABLE(Kind.PERMANENT, "no ssh-agent answers on its socket"),
  AGENT_EMPTY(Kind.PERMANENT, "the ssh-agent holds no keys"),
  PASSWORD_REJECTED(Kind.PERMANENT, "the server refuses the password"),
  AUTH_METHOD(Kind.PERMANENT, "the server offers no authentication method that we may use"),
  AUTH_TIMEOUT(Kind.TRANSIENT, "authentication did not end in time"),
  SSH_CONFIG_INVALID(Kind.PERMANENT, "the OpenSSH client configuration cannot be used"),
  PROXY_COMMAND_FAILED(Kind.TRANSIENT, "the ProxyCommand ended before the SSH handshake did"),

  // SSH, behind the session
  JUMP_REFUSED(Kind.PERMANENT, "the jump host does not let us through to the target"),
  JUMP_UNREACHABLE(Kind.TRANSIENT, "the jump host cannot reach the target"),
  FORWARDING_DENIED(
      Kind.PERMANENT, "sshd forbids this forwarding (AllowTcpForwarding, PermitOpen)"),
  REMOTE_BIND_DENIED(Kind.PERMANENT, "sshd refuses to listen for a remote forward"),
  DESTINATION_REFUSED(Kind.TRANSIENT, "nobody listens where the forward leads"),
  DESTINATION_UNREACHABLE(Kind.TRANSIENT, "what the forward leads to cannot be reached"),
  KEEPALIVE_LOST(Kind.TRANSIENT, "the session no longer answers keepalives"),
  CLOSED_BY_SERVER(Kind.TRANSIENT, "the server ended the session"),
  CHANNEL_LIMIT(Kind.TRANSIENT, "sshd opens no further channel for this session (MaxSessions)"),

  // tunnel
  PORT_TAKEN(Kind.PERMANENT, "the local port is taken by another process"),
  BIND_DENIED(Kind.PERMANENT, "this user may not listen on the local address"),
  IMPOSTOR(Kind.PERMANENT, "somebody else than the expected gateway answers"),
  STALLED(Kind.TRANSIENT, "the tunnel is up but carries nothing"),
  STOPPED(Kind.PERMANENT, "stopped on request"),

  // TLS, HTTP and WebSocket
  TLS_HANDSHAKE(Kind.TRANSIENT, "the TLS handshake failed"),
  CERTIFICATE_UNTRUSTED(Kind.PERMANENT, "the TLS certificate is not trusted"),
  CERTIFICATE_EXPIRED(Kind.PERMANENT, "the TLS certificate is expired"),
  PIN_MISMATCH(Kind.PERMANENT, "the TLS certificate differs from the pinned fingerprint"),
  HTTP_STATUS(Kind.TRANSIENT, "an HTTP answer of another status than expected"),
  NOT_A_GATEWAY(Kind.PERMANENT, "something answers that is no OpenClaw gateway"),
  UPGRADE_REFUSED(Kind.TRANSIENT, "the WebSocket upgrade was refused"),
  PROXY_ATTRIBUTION(Kind.PERMANENT, "a proxy in front of the gateway is not configured as trusted"),
  FRAME_MALFORMED(Kind.TRANSIENT, "a frame that cannot be understood"),
  FRAME_TOO_LARGE(Kind.TRANSIENT, "a frame larger than the limit"),
  SILENT(Kind.TRANSIENT, "connected, but no frame came within two ticks"),

  // the gateway's own word
  GATEWAY_STARTING(Kind.TRANSIENT, "the gateway is starting"),
  GATEWAY_DRAINING(Kind.TRANSIENT, "the gateway is draining before a restart"),
  GATEWAY_RESTARTING(Kind.TRANSIENT, "the gateway announced its restart"),
  GATEWAY_STOPPED(Kind.TRANSIENT, "the gateway announced that it stops, or nobody listens"),
  GATEWAY_HUNG(Kind.TRANSIENT, "the gateway accepts connections but answers nothing"),
  CONFIG_REJECTED(Kind.PERMANENT, "the gateway rejects its configuration (exit code 78)"),
  CONFIG_NOT_APPLIED(
      Kind.TRANSIENT, "the gateway saved a configuration that it did not put in force"),
  CREDENTIAL_MISSING(Kind.PERMANENT, "no token or password is given"),
  AUTH_REJECTED(Kind.PERMANENT, "the gateway refuses the token or password"),
  AUTH_CHANGED(Kind.TRANSIENT, "the gateway's credentials were changed"),
  AUTH_LOCKED_OUT(Kind.PENALTY, "the gateway locks us out after too many failed attempts"),
  PAIRING_REQUIRED(Kind.PERMANENT, "this device must be approved on the gateway first"),
  SCOPE_MISSING(Kind.PERMANENT, "the gateway did not grant the scope that is needed"),
  PROTOCOL_MISMATCH(Kind.PERMANENT, "the gateway speaks another protocol version"),
  REQUEST_REJECTED(Kind.PERMANENT, "the gateway refuses the request as invalid"),
  RATE_LIMITED(Kind.PENALTY, "too many requests: wait as told"),
  UNAVAILABLE(Kind.TRANSIENT, "the gateway cannot answer this now"),
  UNAUTHORIZED(Kind.PERMANENT, "the far service refuses the credentials"),

  // the tailnet
  TAILNET_STOPPED(Kind.PERMANENT, "tailscale on this machine is stopped or logged out"),
  TAILNET_KEY_EXPIRED(Kind.PERMANENT, "the key of a machine of the tailnet is expired"),
  TAILNET_PEER_OFFLINE(Kind.TRANSIENT, "the machine is not online in the tailnet"),
  TAILNET_SERVE_GONE(Kind.PERMANENT, "the gateway is no longer served to the tailnet"),

  // ourselves
  DEADLINE_EXCEEDED(Kind.TRANSIENT, "the watchdog ended a probe that did not end itself"),
  BULKHEAD_FULL(Kind.TRANSIENT, "too many probes of this host are under way"),
  BUDGET_EXHAUSTED(Kind.TRANSIENT, "the budget of new connections to this host is used up for now"),
  SUPERVISOR_MISSING(Kind.PERMANENT, "nobody is known who keeps the gateway's process running"),
  COMMAND_FAILED(Kind.TRANSIENT, "a command that we ran ended with an error"),
  EXHAUSTED(Kind.TRANSIENT, "this machine has no free port, file handle or memory left"),
  AGENT_STALLED(Kind.TRANSIENT, "this agent itself stood still meanwhile: suspended or starved"),
  CANCELLED(Kind.TRANSIENT, "the agent stops or reloads"),
  NOT_SUPPORTED(Kind.PERMANENT, "this platform or configuration does not offer it"),
  BROKEN(Kind.TRANSIENT, "a bug in Lifeguard");

  /** What a failure asks of us: wait for a person, try again, or keep away for a while. */
  public enum Kind {
    PERMANENT,
    TRANSIENT,
    PENALTY
  }

  private final Kind kind;
  private final String meaning;
  private final String code = name().toLowerCase(Locale.ROOT);

  Reason(Kind kind, String meaning) {
    this.kind = kind;
    this.meaning = meaning;
  }

  /** The stable code: metric label, annotation, anchor. */
  public String code() {
    return code;
  }

  public Kind kind() {
    return kind;
  }

  /** One clause for people, lower-case, without a full stop. */
  public String meaning() {
    return meaning;
  }

  public static Optional<Reason> of(String code) {
    for (var reason : values()) if (reason.code.equals(code)) return Optional.of(reason);
    return Optional.empty();
  }

  @Override
  public String toString() {
    return code;
  }
}
