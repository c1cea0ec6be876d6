package dev.lifeguard.baseline;

import static dev.lifeguard.rule.Severity.CRITICAL;
import static dev.lifeguard.rule.Severity.INFO;
import static dev.lifeguard.rule.Severity.WARNING;

import dev.lifeguard.rule.Severity;
import java.util.Locale;

/** The closed list of what is looked for; {@code docs/baseline.md} has a row for each. */
public enum BaselineCheck {
  // the gateway's own configuration
  GATEWAY_OPEN(CRITICAL, "anybody who reaches the port can run tools on the gateway's machine"),
  GATEWAY_NO_AUTH(WARNING, "every program and user of that machine can run tools as the gateway"),
  GATEWAY_TOKEN_WEAK(WARNING, "a short or simple token can be guessed"),
  GATEWAY_NO_TLS(WARNING, "token and conversations cross the network in clear text"),
  GATEWAY_NO_RATE_LIMIT(WARNING, "guessing at the token is slowed down by defaults only"),
  GATEWAY_FUNNEL(CRITICAL, "the whole internet reaches the gateway's login"),
  GATEWAY_ALLOWS_TAILNET(WARNING, "whoever is in the tailnet needs no token"),
  GATEWAY_TRUSTS_ANY_PROXY(CRITICAL, "anybody can pass for a trusted proxy, and so for any client"),
  GATEWAY_TRUSTED_PROXIES(INFO, "these addresses may say who a client is"),
  GATEWAY_REMOTE_TOKEN_ONLY(
      WARNING, "the token meant for another gateway is taken for this one's own"),
  GATEWAY_CONFIG_UNREADABLE(WARNING, "what the gateway is told to do cannot be checked"),
  GATEWAY_DEVICES(INFO, "each paired device can speak to the gateway without the shared token"),
  GATEWAY_PAIRING_WAITS(WARNING, "somebody asks to be let in"),
  GATEWAY_AUDIT_CRITICAL(CRITICAL, "OpenClaw's own security audit says so"),
  GATEWAY_AUDIT_WARNING(WARNING, "OpenClaw's own security audit says so"),
  GATEWAY_UPDATE(INFO, "mended holes stay open until the update is installed"),
  DEBUG_PORT_OPEN(CRITICAL, "whoever reaches it has the whole browser, with all its logins"),

  // files with secrets
  SECRET_FILE_MODE(CRITICAL, "other users of this machine can read or change the secret"),
  TOKEN_WEAK(WARNING, "a short or simple token can be guessed"),
  TOKEN_OLD(WARNING, "a token that leaked long ago still opens the gateway"),

  // SSH
  SSH_KEY_MODE(CRITICAL, "other users of this machine can read the key; ssh refuses to use it"),
  SSH_KEY_TYPE(WARNING, "other key types than ed25519 are weaker, or easier to get wrong"),
  SSH_KEY_OLD(WARNING, "a key that leaked long ago still opens the door"),
  SSH_KEY_MISSING(WARNING, "the key that is configured cannot be used"),
  SSH_FILE_MODE(WARNING, "other users of this machine can change how ssh connects"),
  SSH_HOST_KEY_UNCHECKED(CRITICAL, "a server in the middle is not noticed"),
  SSH_KEEPALIVE_OFF(WARNING, "a dead connection is not noticed for a quarter of an hour"),
  KNOWN_HOSTS_LINE(INFO, "a line that cannot be used protects nothing"),

  // ports of this machine
  LOCAL_PORT_EPHEMERAL(
      WARNING, "the system may hand the port to another connection before the tunnel gets it"),
  LOCAL_PORT_NODE_PORT(WARNING, "the kubelet here may take the port for a NodePort service"),
  LOCAL_PORT_UNUSUAL(INFO, "20000-29999 is kept by neither the system nor Kubernetes"),
  LOCAL_FORWARD_OPEN(WARNING, "other machines can use the tunnel"),

  // tailnet
  TAILNET_TROUBLE(WARNING, "the way through the tailnet is not as it should be"),
  TAILNET_FUNNEL(CRITICAL, "the whole internet reaches what is served");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final Severity severity;
  private final String why;

  BaselineCheck(Severity severity, String why) {
    this.severity = severity;
    this.why = why;
  }

  /** Whether it only repeats what OpenClaw's own audit found. */
  boolean isOpenClaws() {
    return this == GATEWAY_AUDIT_CRITICAL || this == GATEWAY_AUDIT_WARNING;
  }

  /** Stable: in JSON, in documents. */
  public String code() {
    return code;
  }

  public Severity severity() {
    return severity;
  }

  /** One clause for people: what may come of it. */
  public String why() {
    return why;
  }
}
