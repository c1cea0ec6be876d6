package dev.lifeguard.alert;

import dev.lifeguard.alert.AlertState.Firing;
import dev.lifeguard.alert.AlertState.Ok;
import dev.lifeguard.alert.AlertState.Pending;
import dev.lifeguard.alert.AlertState.Recovering;
import dev.lifeguard.alert.AlertState.Unknown;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Verdict;
import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.util.Optional;

/** What becomes of an alert: a pure function of where it stands, what is said, and when. */
record AlertPolicy(Rule.Timing timing) {
  /**
   * When it is.
   *
   * @param quietUntil nothing new fires before: the agent has just started, or woken up
   * @param flaps while it flaps, it does not end
   */
  record Situation(Moment now, Moment quietUntil, Flaps flaps) {
    boolean isQuiet() {
      return now.nanos() < quietUntil.nanos();
    }
  }

  AlertState next(AlertState state, Verdict verdict, Situation at) {
    return switch (verdict) {
      case BREACHED -> breached(state, at);
      case LINGERING -> lingering(state);
      case CLEARED -> cleared(state, at);
      case UNKNOWN ->
          switch (timing.noData()) {
            case FIRE -> breached(state, at);
            case KEEP -> state;
            case UNKNOWN -> unknown(state, at);
          };
    };
  }

  private AlertState breached(AlertState state, Situation at) {
    return switch (state) {
      case Ok _ -> held(at.now(), at);
      case Pending(var since) -> held(since, at);
      case Firing _ -> state;
      case Recovering(var firingSince, _) -> new Firing(firingSince);
      case Unknown(var firingSince, _) ->
          firingSince.<AlertState>map(Firing::new).orElseGet(() -> held(at.now(), at));
    };
  }

  private AlertState held(Moment since, Situation at) {
    var longEnough = at.now().since(since).compareTo(timing.pendingFor()) >= 0;
    return longEnough && !at.isQuiet() ? new Firing(at.now()) : new Pending(since);
  }

  private static AlertState lingering(AlertState state) {
    return switch (state) {
      case Ok _, Firing _ -> state;
      case Pending _ -> new Ok();
      case Recovering(var firingSince, _) -> new Firing(firingSince);
      case Unknown(var firingSince, _) ->
          firingSince.<AlertState>map(Firing::new).orElseGet(Ok::new);
    };
  }

  private AlertState cleared(AlertState state, Situation at) {
    return switch (state) {
      case Ok _ -> state;
      case Pending _ -> new Ok();
      case Firing(var since) -> calm(since, at.now(), at);
      case Recovering(var firingSince, var since) -> calm(firingSince, since, at);
      case Unknown(var firingSince, _) ->
          firingSince.map(fired -> calm(fired, at.now(), at)).orElseGet(Ok::new);
    };
  }

  private AlertState calm(Moment firingSince, Moment since, Situation at) {
    var longEnough = at.now().since(since).compareTo(timing.keepFiringFor()) >= 0;
    return longEnough && !at.flaps().flapping() ? new Ok() : new Recovering(firingSince, since);
  }

  /** Right after a start everything is unknown for a moment: that is no news. */
  private static AlertState unknown(AlertState state, Situation at) {
    return switch (state) {
      case Ok _ when at.isQuiet() -> state;
      case Unknown _ -> state;
      case Ok _, Pending _, Firing _, Recovering _ -> new Unknown(state.firedAt(), at.now());
    };
  }

  /** After nobody could look for a while: what must last starts to last anew. */
  static AlertState resumed(AlertState state, Moment now) {
    return switch (state) {
      case Pending _ -> new Pending(now);
      case Recovering(var firingSince, _) -> new Recovering(firingSince, now);
      case Ok _, Firing _, Unknown _ -> state;
    };
  }

  /** When the state changes by itself, without another look; empty when it does not. */
  Optional<Duration> untilChange(AlertState state, Situation at) {
    return switch (state) {
      case Pending(var since) -> {
        var held = remaining(since, timing.pendingFor(), at.now());
        var quiet = remaining(at.now(), at.quietUntil().since(at.now()), at.now());
        yield Optional.of(held.compareTo(quiet) > 0 ? held : quiet);
      }
      case Recovering(_, var since) when !at.flaps().flapping() ->
          Optional.of(remaining(since, timing.keepFiringFor(), at.now()));
      case Recovering _, Ok _, Firing _, Unknown _ -> Optional.empty();
    };
  }

  private static Duration remaining(Moment since, Duration wanted, Moment now) {
    var left = wanted.minus(now.since(since));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
