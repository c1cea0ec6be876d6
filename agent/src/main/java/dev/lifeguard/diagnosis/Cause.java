package dev.lifeguard.diagnosis;

import static dev.lifeguard.diagnosis.Dimension.*;
import static dev.lifeguard.diagnosis.PathLayer.*;

import dev.lifeguard.reason.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed list of what can be wrong. The code is metric label, alert annotation, word in
 * remedies' conditions and anchor in {@code docs/causes.md}; where a failure has a {@link Reason},
 * it is that one's code unchanged.
 */
public enum Cause {
  // this machine
  OWN_NETWORK_DOWN(SERVICE, MACHINE),
  DNS_DOWN(SERVICE, MACHINE),
  EXHAUSTED(RUNTIME, MACHINE),
  AGENT_STALLED(RUNTIME, MACHINE),
  PORT_TAKEN(CONFIGURATION, MACHINE),
  BIND_DENIED(CONFIGURATION, MACHINE),

  // what the files say
  HOST_EMPTY(CONFIGURATION, FILES),
  HOST_ALIAS_DRIFT(CONFIGURATION, FILES),
  DUPLICATE_HOST_ALIAS(CONFIGURATION, FILES),
  SETTING_SHADOWED(CONFIGURATION, FILES),
  SSH_CONFIG_INVALID(CONFIGURATION, FILES),
  TIMEOUT_TOO_SMALL(RUNTIME, FILES),
  JUMP_ALIAS_MISSING(JUMP, FILES),
  JUMP_ALIAS_CASE(JUMP, FILES),
  KEY_MISSING(TRUST, FILES),
  KEY_PERMISSION(TRUST, FILES),
  KEY_INVALID(TRUST, FILES),
  KEY_ENCRYPTED(TRUST, FILES),
  KEY_PASSPHRASE(TRUST, FILES),

  // network
  UNRESOLVED(SERVICE, NETWORK),
  REFUSED(SERVICE, NETWORK),
  SSHD_LOOPBACK_ONLY(SERVICE, NETWORK),
  CONNECT_TIMEOUT(SERVICE, NETWORK),
  NETWORK_UNREACHABLE(SERVICE, NETWORK),
  RESET(SERVICE, NETWORK),
  PACKET_LOSS(SERVICE, NETWORK),
  SLOW_PATH(OPERATION, NETWORK),
  TAILNET_STOPPED(SERVICE, NETWORK),
  TAILNET_KEY_EXPIRED(TRUST, NETWORK),
  TAILNET_PEER_OFFLINE(SERVICE, NETWORK),
  TAILNET_SERVE_GONE(CONFIGURATION, NETWORK),
  TAILNET_FUNNEL_OPEN(CONFIGURATION, NETWORK),

  // until the session stands
  NO_BANNER(SERVICE, SSH_AUTH),
  NOT_SSH(SERVICE, SSH_AUTH),
  PENALISED(SERVICE, SSH_AUTH),
  PROXY_COMMAND_FAILED(CONFIGURATION, SSH_AUTH),
  KEX_MISMATCH(SERVICE, SSH_AUTH),
  KEX_TIMEOUT(RUNTIME, SSH_AUTH),
  HOST_KEY_UNKNOWN(TRUST, SSH_AUTH),
  HOST_KEY_CHANGED(TRUST, SSH_AUTH),
  HOST_KEY_REVOKED(TRUST, SSH_AUTH),
  HOST_KEY_ALGORITHM(TRUST, SSH_AUTH),
  KEY_REJECTED(TRUST, SSH_AUTH),
  USER_NOT_ALLOWED(SERVICE, SSH_AUTH),
  CERTIFICATE_INVALID(TRUST, SSH_AUTH),
  AGENT_UNREACHABLE(TRUST, SSH_AUTH),
  AGENT_EMPTY(TRUST, SSH_AUTH),
  PASSWORD_REJECTED(TRUST, SSH_AUTH),
  AUTH_METHOD(TRUST, SSH_AUTH),
  AUTH_TIMEOUT(RUNTIME, SSH_AUTH),
  JUMP_REFUSED(JUMP, SSH_AUTH),
  JUMP_UNREACHABLE(JUMP, SSH_AUTH),

  // behind the session
  FORWARDING_DENIED(JUMP, FORWARD),
  REMOTE_BIND_DENIED(JUMP, FORWARD),
  CHANNEL_LIMIT(SERVICE, FORWARD),
  REMOTE_PORT_WRONG(CONFIGURATION, FORWARD),
  DESTINATION_REFUSED(OPERATION, FORWARD),
  DESTINATION_UNREACHABLE(JUMP, FORWARD),
  REMOTE_PORT_SQUATTED(OPERATION, FORWARD),
  IMPOSTOR(CONFIGURATION, FORWARD),

  // the tunnel over time
  TUNNEL_PENDING(RUNTIME, TUNNEL),
  STOPPED(RUNTIME, TUNNEL),
  STALLED(RUNTIME, TUNNEL, "restart-tunnel"),
  KEEPALIVE_LOST(RUNTIME, TUNNEL, "restart-tunnel"),
  CLOSED_BY_SERVER(RUNTIME, TUNNEL, "restart-tunnel"),
  FLAPPING_LOSS(OPERATION, TUNNEL),
  FLAPPING_OWN_TIMEOUT(OPERATION, TUNNEL),
  FLAPPING_GATEWAY_RESTART(OPERATION, TUNNEL),
  FLAPPING_IDLE_CUT(OPERATION, TUNNEL),
  TUNNEL_FLAPPING(OPERATION, TUNNEL),

  // TLS, HTTP and WebSocket
  TLS_HANDSHAKE(RUNTIME, GATEWAY),
  CERTIFICATE_UNTRUSTED(RUNTIME, GATEWAY),
  CERTIFICATE_EXPIRED(RUNTIME, GATEWAY),
  PIN_MISMATCH(RUNTIME, GATEWAY),
  NOT_A_GATEWAY(OPERATION, GATEWAY),
  HTTP_STATUS(RUNTIME, GATEWAY),
  UPGRADE_REFUSED(RUNTIME, GATEWAY),
  PROXY_ATTRIBUTION(CONFIGURATION, GATEWAY),
  SILENT(RUNTIME, GATEWAY),
  TIMEOUT(RUNTIME, GATEWAY),

  // the gateway
  GATEWAY_STOPPED(OPERATION, GATEWAY, "restart-gateway"),
  GATEWAY_HUNG(OPERATION, GATEWAY, "restart-gateway"),
  GATEWAY_STARTING(RUNTIME, GATEWAY),
  GATEWAY_DRAINING(RUNTIME, GATEWAY),
  GATEWAY_RESTARTING(RUNTIME, GATEWAY),
  CONFIG_REJECTED(RUNTIME, GATEWAY),
  CONFIG_DRIFT(RUNTIME, GATEWAY),
  CREDENTIAL_MISSING(RUNTIME, GATEWAY),
  AUTH_REJECTED(RUNTIME, GATEWAY),
  AUTH_CHANGED(RUNTIME, GATEWAY),
  AUTH_LOCKED_OUT(RUNTIME, GATEWAY),
  PAIRING_REQUIRED(RUNTIME, GATEWAY),
  SCOPE_MISSING(RUNTIME, GATEWAY),
  PROTOCOL_MISMATCH(RUNTIME, GATEWAY),
  RATE_LIMITED(RUNTIME, GATEWAY),
  UNAVAILABLE(RUNTIME, GATEWAY),
  OVERLOAD_EVENT_LOOP(OPERATION, GATEWAY),
  OVERLOAD_CPU(OPERATION, GATEWAY),
  OVERLOAD_MEMORY(OPERATION, GATEWAY),

  // behind the gateway
  CHANNEL_BLOCKED(OPERATION, CHANNELS),
  CHANNEL_SILENT(OPERATION, CHANNELS),
  CHANNEL_SUPPRESSED(OPERATION, CHANNELS),
  CHANNEL_DISCONNECTED(OPERATION, CHANNELS),
  PROVIDER_UNREACHABLE(OPERATION, PROVIDERS),
  PROVIDER_UNAUTHORIZED(OPERATION, PROVIDERS),
  PROVIDER_RATE_LIMITED(OPERATION, PROVIDERS);

  private final Dimension dimension;
  private final PathLayer layer;
  private final Optional<String> remedy;
  private final String code = name().toLowerCase(Locale.ROOT);

  Cause(Dimension dimension, PathLayer layer) {
    this.dimension = dimension;
    this.layer = layer;
    this.remedy = Optional.empty();
  }

  Cause(Dimension dimension, PathLayer layer, String remedy) {
    this.dimension = dimension;
    this.layer = layer;
    this.remedy = Optional.of(remedy);
  }

  /** The stable code: metric label, annotation, word in conditions, anchor. */
  public String code() {
    return code;
  }

  public Dimension dimension() {
    return dimension;
  }

  /** The layer that is broken when this is the cause. */
  public PathLayer layer() {
    return layer;
  }

  /** The shipped remedy that mends it, if one does without a person. */
  public Optional<String> remedy() {
    return remedy;
  }

  /** Where it is explained. */
  public String anchor() {
    return "docs/causes.md#" + code;
  }

  public static Optional<Cause> of(String code) {
    return Arrays.stream(values()).filter(cause -> cause.code.equals(code)).findFirst();
  }

  /** The cause of the same name; empty for reasons that say nothing about the way. */
  public static Optional<Cause> of(Reason reason) {
    return of(reason.code());
  }

  /** All codes: the words that a condition on the cause may use. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(Cause::code).toList();
  }

  @Override
  public String toString() {
    return code;
  }
}
