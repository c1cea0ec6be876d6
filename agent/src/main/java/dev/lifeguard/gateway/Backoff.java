package dev.lifeguard.gateway;

import dev.lifeguard.reason.Reason;
import java.time.Duration;

/**
 * How long to wait before the next attempt. Pure. What passes by itself is tried again soon,
 * because an attempt is cheap and being back counts; what needs a person is tried again rarely;
 * what the gateway asks is obeyed. A refused secret is not a matter of waiting: see {@code
 * AttemptGate}.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final Duration RARELY = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Backoff() {}

  /**
   * @param failures in a row, this one included
   * @param chance from 0 to 1: spreads the attempts of many agents
   */
  static Duration after(HandshakeFailure failure, int failures, double chance) {
    var reason = failure.failure().reason();
    var base =
        switch (reason.kind()) {
          case PERMANENT -> reason == Reason.PAIRING_REQUIRED ? LATER : RARELY;
          case PENALTY -> RARELY;
          case TRANSIENT -> doubling(failures, quick(reason) ? SOON : LATER);
        };
    var jittered = Duration.ofNanos((long) (base.toNanos() * (0.5 + chance / 2)));
    var asked = failure.retryAfter().orElse(Duration.ZERO);
    var longer = asked.compareTo(jittered) > 0 ? asked : jittered;
    return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
  }

  /** The answer came at once, so asking again costs nothing. */
  private static boolean quick(Reason reason) {
    return switch (reason) {
      case REFUSED, RESET, GATEWAY_STARTING, GATEWAY_DRAINING, UPGRADE_REFUSED -> true;
      default -> false;
    };
  }

  private static Duration doubling(int failures, Duration cap) {
    var doubled = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, 10));
    return doubled.compareTo(cap) > 0 ? cap : doubled;
  }
}
