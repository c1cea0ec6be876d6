package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.ProviderState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that tells how a provider is, and how long it may be believed.
 *
 * @param until empty: until a newer sign, or a change of the configuration
 */
record ProviderSign(
    Instant at, String provider, ProviderState state, String detail, Optional<Instant> until) {
  /** A refusal or a failure may have passed by then; nobody may call again for hours. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** The HTTP status that a real call of the gateway was answered with. */
  static ProviderSign status(Instant at, String provider, int status) {
    var detail = "HTTP " + status + " to a call of the gateway";
    var fresh = Optional.of(at.plus(FRESH));
    return switch (status) {
      case 401, 403 ->
          // a wrong key does not mend itself
          new ProviderSign(at, provider, ProviderState.UNAUTHORIZED, detail, Optional.empty());
      case 429 -> new ProviderSign(at, provider, ProviderState.RATE_LIMITED, detail, fresh);
      default ->
          new ProviderSign(
              at,
              provider,
              status >= 500 ? ProviderState.UNREACHABLE : ProviderState.AVAILABLE,
              detail,
              fresh);
    };
  }

  static ProviderSign unreachable(Instant at, String provider, String cause) {
    return new ProviderSign(
        at,
        provider,
        ProviderState.UNREACHABLE,
        cause + " to a call of the gateway",
        Optional.of(at.plus(FRESH)));
  }

  static ProviderSign coolingDown(
      Instant at, String provider, String reason, Optional<Instant> until) {
    var detail = "the gateway keeps away: " + (reason.isEmpty() ? "cool-down" : reason);
    return switch (reason) {
      case "auth", "auth_permanent", "billing" ->
          new ProviderSign(at, provider, ProviderState.UNAUTHORIZED, detail, Optional.empty());
      case "rate_limit" ->
          new ProviderSign(at, provider, ProviderState.RATE_LIMITED, detail, orFresh(at, until));
      case String _ ->
          new ProviderSign(at, provider, ProviderState.COOLING_DOWN, detail, orFresh(at, until));
    };
  }

  boolean believedAt(Instant now) {
    return until.isEmpty() || until.get().isAfter(now);
  }

  private static Optional<Instant> orFresh(Instant at, Optional<Instant> until) {
    return until.isPresent() ? until : Optional.of(at.plus(FRESH));
  }
}
