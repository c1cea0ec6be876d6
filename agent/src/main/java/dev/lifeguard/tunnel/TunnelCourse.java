package dev.lifeguard.tunnel;

import static dev.lifeguard.tunnel.TunnelNews.Hint.FILE_CHANGED;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason.Kind;
import dev.lifeguard.tunnel.TunnelNews.*;
import dev.lifeguard.tunnel.TunnelState.*;
import java.time.Instant;
import java.util.Optional;

/**
 * Says what state follows from a state and the news. Pure but for the jitter that it is given:
 * whoever calls does what the new state says (try, wait, keep, nothing).
 */
final class TunnelCourse {
  private final Backoff backoff;

  TunnelCourse(Backoff backoff) {
    this.backoff = backoff;
  }

  static TunnelState start(Instant now) {
    return new Pending(new Life(1, now, 0, 0, Optional.empty()), new Effort.Trying(0));
  }

  TunnelState next(TunnelState state, TunnelNews news, Instant now) {
    var current = state.life().generation();
    return switch (news) {
      case Opened(var generation) when generation == current -> opened(state, now);
      case KnockedInVain(var generation, var why) when generation == current -> knocked(state, why);
      case NotOpened(var generation, var why) when generation == current -> failed(state, why, now);
      case Lost(var generation, var why) when generation == current -> lost(state, why, now);
      case TookOver(var generation, var why) when generation == current ->
          replaced(state, why, now);
      case Rang(var generation) when generation == current -> again(state);
      case Opened _, KnockedInVain _, NotOpened _, Lost _, TookOver _, Rang _ ->
          state; // of a former life
      case Hinted(var hint) -> hinted(state, hint, now);
      case Restarted _ -> pending(state.life().fresh(), now);
      case StopAsked _ -> new Stopped(state.life().next().at(now));
    };
  }

  private static TunnelState opened(TunnelState state, Instant now) {
    return state.trying() ? new Active(state.life().at(now)) : state;
  }

  private static TunnelState knocked(TunnelState state, Failure why) {
    return switch (state) {
      case Pending(var life, Effort.Trying(var failures)) ->
          new Pending(life.failed(why), new Effort.Trying(failures + 1));
      case Reconnecting(var life, Effort.Trying(var failures)) ->
          new Reconnecting(life.failed(why), new Effort.Trying(failures + 1));
      case Pending _, Reconnecting _, Active _, Failed _, Stopped _ -> state;
    };
  }

  private TunnelState failed(TunnelState state, Failure why, Instant now) {
    if (!state.trying()) return state;
    if (why.reason().kind() == Kind.PERMANENT)
      return new Failed(state.life().failed(why).at(now), why);
    return withEffort(state, waiting(state, why));
  }

  private Effort waiting(TunnelState state, Failure why) {
    var failures = failures(state) + 1;
    return new Effort.Waiting(failures, backoff.afterFailure(why.reason(), failures), why);
  }

  private static TunnelState withEffort(TunnelState state, Effort effort) {
    var last =
        effort instanceof Effort.Waiting(_, _, var why)
            ? Optional.of(why)
            : Optional.<Failure>empty();
    var life = last.map(state.life()::failed).orElse(state.life());
    return switch (state) {
      case Pending _ -> new Pending(life, effort);
      case Reconnecting _ -> new Reconnecting(life, effort);
      case Active _, Failed _, Stopped _ -> state;
    };
  }

  private TunnelState lost(TunnelState state, Failure why, Instant now) {
    if (!(state instanceof Active(var active))) return state;
    var life = active.lost(why, now);
    var pause = backoff.afterLoss(why.reason(), life.shortLives());
    if (pause.isZero()) return new Reconnecting(life.next(), new Effort.Trying(0));
    return new Reconnecting(life, new Effort.Waiting(0, pause, why));
  }

  private static TunnelState replaced(TunnelState state, Failure why, Instant now) {
    return state instanceof Active(var life) ? new Active(life.lost(why, now).next()) : state;
  }

  private static TunnelState again(TunnelState state) {
    return switch (state) {
      case Pending(var life, Effort.Waiting(var failures, _, _)) ->
          new Pending(life.next(), new Effort.Trying(failures));
      case Reconnecting(var life, Effort.Waiting(var failures, _, _)) ->
          new Reconnecting(life.next(), new Effort.Trying(failures));
      case Pending _, Reconnecting _, Active _, Failed _, Stopped _ -> state;
    };
  }

  private static TunnelState hinted(TunnelState state, Hint hint, Instant now) {
    if (state instanceof Failed(var life, _))
      return hint == FILE_CHANGED ? pending(life, now) : state;
    if (penalised(state) && hint != FILE_CHANGED) return state; // only patience ends a penalty
    return again(state);
  }

  private static boolean penalised(TunnelState state) {
    return state instanceof Pending(_, Effort.Waiting(_, _, var why))
            && why.reason().kind() == Kind.PENALTY
        || state instanceof Reconnecting(_, Effort.Waiting(_, _, var because))
            && because.reason().kind() == Kind.PENALTY;
  }

  private static TunnelState pending(Life life, Instant now) {
    return new Pending(life.next().at(now), new Effort.Trying(0));
  }

  private static int failures(TunnelState state) {
    return switch (state) {
      case Pending(_, var effort) -> effort.failures();
      case Reconnecting(_, var effort) -> effort.failures();
      case Active _, Failed _, Stopped _ -> 0;
    };
  }
}
