package dev.lifeguard.gateway;

import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a gateway is doing, as last seen. The words are those of the fact {@code gateway_state}. */
public enum GatewayState {
  RUNNING,
  /** On its way up: it says so, or it announced a restart. */
  STARTING(Duration.ofMinutes(5)),
  /** Ends its work before a restart, and answers nothing else meanwhile. */
  DRAINING(Duration.ofMinutes(6)),
  /** Slow, but it answers. */
  BUSY(Duration.ofDays(36_500)),
  /** Connected, or accepting connections, but silent: no evidence of death. */
  QUIET(Duration.ofMinutes(2)),
  /** The path to it is broken. */
  UNREACHABLE,
  /** The path is fine and nobody listens. */
  STOPPED,
  /** It, or what answers in its place, cannot work with this configuration. */
  MISCONFIGURED,
  /** It refuses us. */
  UNAUTHORIZED;

  private final String code = name().toLowerCase(Locale.ROOT);
  private final Optional<Duration> grace;

  GatewayState() {
    this.grace = Optional.empty();
  }

  GatewayState(Duration grace) {
    this.grace = Optional.of(grace);
  }

  /** What a failure to reach or enter it says about it. */
  public static GatewayState of(Reason reason) {
    return switch (reason) {
      case REFUSED, GATEWAY_STOPPED, DESTINATION_REFUSED -> STOPPED;
      case GATEWAY_STARTING, GATEWAY_RESTARTING -> STARTING;
      case GATEWAY_DRAINING -> DRAINING;
      case GATEWAY_HUNG, SILENT, TIMEOUT -> QUIET;
      case AUTH_REJECTED,
          AUTH_LOCKED_OUT,
          AUTH_CHANGED,
          CREDENTIAL_MISSING,
          PAIRING_REQUIRED,
          SCOPE_MISSING ->
          UNAUTHORIZED;
      case CERTIFICATE_UNTRUSTED,
          CERTIFICATE_EXPIRED,
          PIN_MISMATCH,
          NOT_A_GATEWAY,
          IMPOSTOR,
          PROXY_ATTRIBUTION,
          CONFIG_REJECTED,
          PROTOCOL_MISMATCH,
          REQUEST_REJECTED,
          FRAME_MALFORMED,
          FRAME_TOO_LARGE ->
          MISCONFIGURED;
      default -> UNREACHABLE;
    };
  }

  /** How long the settled status keeps its last value in this state; empty: it settles at once. */
  public Optional<Duration> grace() {
    return grace;
  }

  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
