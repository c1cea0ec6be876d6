package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.GatewayState;
import java.time.Duration;
import java.util.Optional;

/**
 * The settled status behind the raw state: it keeps its last value through starting, draining and
 * quiet until their grace is over. A busy gateway answers, so it is settled as running. Pure; times
 * are monotonic.
 *
 * @param status what rules see; empty until a state was seen that needs no grace, or outlived it
 * @param since since when the raw state has been this one
 * @param unsettledSince since when it has been one unsettled state or another
 */
record Settling(
    Optional<GatewayState> status, Optional<GatewayState> raw, long since, long unsettledSince) {
  static final Settling UNSEEN = new Settling(Optional.empty(), Optional.empty(), 0, 0);

  /** A gateway that goes round between starting and draining comes to rest all the same. */
  static final Duration LONGEST = Duration.ofMinutes(12);

  Settling next(GatewayState seen, long nanos) {
    var from = raw.equals(Optional.of(seen)) ? since : nanos;
    return switch (seen) {
      case BUSY -> settled(GatewayState.RUNNING, seen, from, nanos);
      case STARTING, DRAINING, QUIET -> unsettled(seen, from, nanos);
      case RUNNING, UNREACHABLE, STOPPED, MISCONFIGURED, UNAUTHORIZED ->
          settled(seen, seen, from, nanos);
    };
  }

  private Settling unsettled(GatewayState seen, long from, long nanos) {
    var begun = raw.filter(Settling::restless).isPresent() ? unsettledSince : nanos;
    var over = past(from, seen.grace().orElse(Duration.ZERO), nanos) || past(begun, LONGEST, nanos);
    return new Settling(over ? Optional.of(seen) : status, Optional.of(seen), from, begun);
  }

  private static Settling settled(GatewayState status, GatewayState seen, long from, long nanos) {
    return new Settling(Optional.of(status), Optional.of(seen), from, nanos);
  }

  private static boolean restless(GatewayState state) {
    return state != GatewayState.BUSY && state.grace().isPresent();
  }

  private static boolean past(long from, Duration grace, long nanos) {
    return nanos - from >= grace.toNanos();
  }
}
