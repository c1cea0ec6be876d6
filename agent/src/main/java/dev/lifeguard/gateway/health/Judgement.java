package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Closed;
import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.gateway.health.Sight.Vitals;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * Says what a gateway does, from what was seen. Pure. Starting, draining, busy and quiet are states
 * of their own; silence alone is never death; a gateway is called down only when a second look
 * agrees.
 */
final class Judgement {
  /** Unanswered for so long, with nothing else heard, is quiet. */
  static final Duration QUIET = Duration.ofSeconds(3);

  /** Slower than this is busy, whatever the gateway thinks of itself. */
  static final Duration SLOW = Duration.ofSeconds(1);

  /** An announced restart took 4.5 s; a gateway that is not back after this has stopped. */
  static final Duration RETURN = Duration.ofSeconds(60);

  private Judgement() {}

  /** Empty: it cannot be said yet, so what was said last still holds. */
  static Optional<Evidence> of(Sight sight) {
    return first(sight).map(evidence -> explained(evidence, sight));
  }

  /** A gateway that is gone, and would not start as it is configured, waits for a person. */
  private static Evidence explained(Evidence evidence, Sight sight) {
    return evidence.state() == GatewayState.STOPPED && sight.rejected().isPresent()
        ? Evidence.of(GatewayState.MISCONFIGURED, sight.rejected().get())
        : evidence;
  }

  private static Optional<Evidence> first(Sight sight) {
    return switch (sight.link()) {
      case Sight.Link.Standing(var vitals) -> Optional.of(standing(vitals, sight));
      case Sight.Link.Ended(var how) -> ended(how, sight);
      case Sight.Link.Failing(var failure) -> failing(failure.failure(), sight);
      case Sight.Link.HeldOff(var because) -> heldOff(because, sight);
      case Sight.Link.Outside _ -> outside(sight);
    };
  }

  private static Evidence standing(Vitals vitals, Sight sight) {
    if (vitals.waiting().compareTo(QUIET) >= 0)
      return vitals.quiet().compareTo(QUIET) >= 0 ? silent(vitals, sight) : slow(vitals.waiting());
    if (vitals.refusal().isPresent()) {
      var state = GatewayState.of(vitals.refusal().get().reason());
      if (state == GatewayState.DRAINING || state == GatewayState.STARTING)
        return Evidence.of(state, vitals.refusal().get());
    }
    if (vitals.scope().isPresent())
      return Evidence.of(GatewayState.UNAUTHORIZED, vitals.scope().get());
    if (vitals.suspended())
      return Evidence.of(
          GatewayState.DRAINING, new Failure(Reason.GATEWAY_DRAINING, "its hello says so"));
    return working(vitals);
  }

  private static Evidence working(Vitals vitals) {
    var degraded = vitals.reading().filter(HealthReading::degraded);
    if (degraded.isPresent())
      return Evidence.of(
          GatewayState.BUSY,
          new Failure(Reason.TOO_SLOW, "degraded: " + String.join(", ", degraded.get().reasons())));
    if (vitals.took().compareTo(SLOW) >= 0) return slow(vitals.took());
    return Evidence.of(GatewayState.RUNNING, "answers");
  }

  private static Evidence slow(Duration took) {
    return Evidence.of(
        GatewayState.BUSY,
        new Failure(Reason.TOO_SLOW, "a health call takes " + took.toMillis() + " ms"));
  }

  /** The socket is silent; a new connection tells a hung gateway from a dead path. */
  private static Evidence silent(Vitals vitals, Sight sight) {
    var detail = "connected, but silent for " + vitals.quiet().toSeconds() + " s";
    var broken = sight.path().broken();
    if (broken.isPresent()) return unreachable(Reason.KEEPALIVE_LOST, broken.get());
    var opinion = sight.http().map(HttpSight::opinion);
    var unreachable = opinion.filter(it -> it.state() == GatewayState.UNREACHABLE);
    return unreachable.orElseGet(
        () -> Evidence.of(GatewayState.QUIET, new Failure(Reason.SILENT, detail)));
  }

  private static Optional<Evidence> ended(Closed how, Sight sight) {
    return switch (how) {
      case Closed.Restarting _, Closed.TooEarly _ ->
          Optional.of(Evidence.of(GatewayState.STARTING, how.failure()));
      case Closed.Stopping _ -> Optional.of(Evidence.of(GatewayState.STOPPED, how.failure()));
      case Closed.Lost _, Closed.Dismissed _, Closed.Silent _ -> gone(sight);
      case Closed.AuthChanged _, Closed.Misbehaved _, Closed.Done _ -> Optional.empty();
    };
  }

  /**
   * The connection broke, and a new one is refused: two looks that agree. The next attempt is not
   * waited for, which may be held back because the gateway broke off several times.
   */
  private static Optional<Evidence> gone(Sight sight) {
    if (sight.sinceAnnounced().isPresent() || sight.path().broken().isPresent())
      return Optional.empty();
    return sight
        .http()
        .map(HttpSight::opinion)
        .filter(opinion -> opinion.state() == GatewayState.STOPPED)
        .map(opinion -> opinion.and("its connection broke"));
  }

  private static Optional<Evidence> failing(Failure failure, Sight sight) {
    return switch (GatewayState.of(failure.reason())) {
      case STOPPED, UNREACHABLE, QUIET -> absent(failure, sight);
      case RUNNING, STARTING, DRAINING, BUSY, MISCONFIGURED, UNAUTHORIZED ->
          Optional.of(Evidence.of(GatewayState.of(failure.reason()), failure));
    };
  }

  /** Nobody answered, or not as a gateway would. */
  private static Optional<Evidence> absent(Failure failure, Sight sight) {
    if (sight.sinceAnnounced().filter(it -> it.compareTo(RETURN) < 0).isPresent())
      return Optional.of(
          Evidence.of(
              GatewayState.STARTING,
              new Failure(Reason.GATEWAY_RESTARTING, "announced; not back yet: " + failure)));
    if (sight.path().refusedBehind())
      return Optional.of(
          Evidence.of(
              GatewayState.STOPPED,
              new Failure(Reason.DESTINATION_REFUSED, "the tunnel stands; " + failure)));
    var broken = sight.path().broken();
    if (broken.isPresent())
      return Optional.of(unreachable(failure.reason(), broken.get() + "; " + failure.detail()));
    return sight.http().map(http -> seconded(failure, http.opinion()));
  }

  /** Two looks at one gateway; the one that saw more is right. */
  private static Evidence seconded(Failure failure, Evidence opinion) {
    var first = Evidence.of(GatewayState.of(failure.reason()), failure);
    return switch (opinion.state()) {
      case RUNNING, BUSY ->
          Evidence.of(
              GatewayState.QUIET,
              new Failure(failure.reason(), opinion.seen() + ", but " + failure.detail()));
      case STARTING, DRAINING, MISCONFIGURED, UNAUTHORIZED -> opinion;
      case STOPPED -> opinion.and("twice");
      case UNREACHABLE, QUIET -> first;
    };
  }

  private static Optional<Evidence> heldOff(Failure because, Sight sight) {
    return Optional.of(
        down(sight).orElseGet(() -> Evidence.of(GatewayState.UNAUTHORIZED, because)));
  }

  private static Optional<Evidence> outside(Sight sight) {
    return sight
        .http()
        .map(HttpSight::opinion)
        .map(opinion -> opinion.and("no token is given: only its HTTP pages are known"));
  }

  /** What the HTTP pages say, unless they say that all is well. */
  private static Optional<Evidence> down(Sight sight) {
    return sight
        .http()
        .map(HttpSight::opinion)
        .filter(opinion -> opinion.state() != GatewayState.RUNNING);
  }

  private static Evidence unreachable(Reason reason, String detail) {
    return Evidence.of(GatewayState.UNREACHABLE, new Failure(reason, detail));
  }
}
