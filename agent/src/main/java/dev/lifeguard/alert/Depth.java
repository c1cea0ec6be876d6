package dev.lifeguard.alert;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Rule;
import java.util.Comparator;

/**
 * How far along the path from us to the channels something lies. What lies behind a broken place
 * cannot be judged from here.
 */
public enum Depth {
  /** A host that several gateways are reached through. */
  SHARED_HOST,
  HOST,
  SSHD,
  SESSION,
  FORWARD,
  GATEWAY,
  /** A channel or a provider of the gateway. */
  PART,
  /** Not on the path at all: keys, findings, the agent itself. */
  APART;

  /** A rule lies as deep as the deepest fact of its condition. */
  public static Depth of(Rule rule) {
    return rule.condition().terms().stream()
        .flatMap(term -> Fact.of(term.name()).stream())
        .map(Depth::of)
        .filter(depth -> depth != APART)
        .max(Comparator.naturalOrder())
        .orElse(APART);
  }

  private static Depth of(Fact fact) {
    return switch (fact) {
      case HOST_STATE, HOST_REASON -> SHARED_HOST;
      case TCP_LATENCY, TAILNET_STATE -> HOST;
      case SSH_AUTH_TIME, SSH_REASON -> SSHD;
      case TUNNEL_STATE, TUNNEL_REASON, TUNNEL_ACTIVE_FOR, TUNNEL_RECONNECTS -> SESSION;
      case TUNNEL_UP, FORWARD_REASON, FORWARD_BIND_SUCCESS_RATE -> FORWARD;
      case GATEWAY_STATE,
          GATEWAY_STATUS,
          GATEWAY_REASON,
          GATEWAY_UPTIME,
          GATEWAY_LATENCY,
          P50_LATENCY,
          P95_LATENCY,
          P99_LATENCY,
          ERROR_RATE,
          ERRORS_HOURLY,
          EVENT_LOOP_DELAY,
          ACTIVE_RUNS,
          AUTH_FAILURES_HOURLY ->
          GATEWAY;
      case CHANNEL_STATUS, CHANNEL_LATENCY, PROVIDER_STATUS -> PART;
      case CONFIG_DRIFT,
          PATH,
          SECURITY_CRITICAL,
          SECURITY_WARNINGS,
          BASELINE_CRITICAL,
          BASELINE_FINDINGS,
          SSH_KEY_MODE,
          SSH_KEY_TYPE,
          SSH_HOST_KEY_UNCHECKED,
          SSH_KEEPALIVE_OFF,
          LOCAL_PORT_EPHEMERAL,
          LOCAL_PORT_NODE_PORT,
          KEY_AGE,
          TOKEN_AGE,
          CERTIFICATE_EXPIRES_IN,
          SCHEDULE_LAG,
          CONFIG_RELOAD_OK,
          STORE_OK,
          REMEDY_BREAKER ->
          APART;
    };
  }

  /** Whether this cannot be judged while the other is broken. */
  public boolean isBehind(Depth other) {
    return this != APART && other != APART && compareTo(other) > 0;
  }
}
