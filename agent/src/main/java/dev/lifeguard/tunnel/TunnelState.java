package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What the session of one tunnel is doing. Immutable; {@link TunnelCourse} says what follows what.
 */
public sealed interface TunnelState {
  Life life();

  /** Not yet up since it was started by hand or by configuration. */
  record Pending(Life life, Effort effort) implements TunnelState {}

  /** The session stands and carries. */
  record Active(Life life) implements TunnelState {}

  /** Was up, lost its session, and is getting a new one. */
  record Reconnecting(Life life, Effort effort) implements TunnelState {}

  /** Trying again cannot help: waits for a changed file or a restart by hand. */
  record Failed(Life life, Failure because) implements TunnelState {}

  record Stopped(Life life) implements TunnelState {}

  /**
   * What every state carries on.
   *
   * @param generation counts sessions and attempts; what an older one reports is dropped
   * @param since when the present state began
   * @param reconnects sessions that had to be replaced since the tunnel was configured
   * @param shortLives sessions in a row that died young
   * @param last the last failure, kept after it was overcome
   */
  record Life(
      long generation, Instant since, long reconnects, int shortLives, Optional<Failure> last) {
    static final int YOUNG_SECONDS = 5;

    Life at(Instant now) {
      return new Life(generation, now, reconnects, shortLives, last);
    }

    Life next() {
      return new Life(generation + 1, since, reconnects, shortLives, last);
    }

    Life failed(Failure why) {
      return new Life(generation, since, reconnects, shortLives, Optional.of(why));
    }

    Life lost(Failure why, Instant now) {
      var young = now.isBefore(since.plusSeconds(YOUNG_SECONDS));
      return new Life(
          generation, now, reconnects + 1, young ? shortLives + 1 : 0, Optional.of(why));
    }

    Life fresh() {
      return new Life(generation, since, reconnects, 0, last);
    }
  }

  /** How a tunnel that is not up goes about it. */
  sealed interface Effort {
    /** Attempts in a row that failed. */
    int failures();

    record Trying(int failures) implements Effort {}

    record Waiting(int failures, Duration pause, Failure because) implements Effort {}
  }

  /** The word of {@code tunnel_state}. */
  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Whether an attempt of the present generation is, or should be, under way. */
  default boolean trying() {
    return switch (this) {
      case Pending(_, Effort.Trying _), Reconnecting(_, Effort.Trying _) -> true;
      case Pending _, Reconnecting _, Active _, Failed _, Stopped _ -> false;
    };
  }

  /** How long to wait before the next attempt, when waiting is what it does. */
  default Optional<Duration> pause() {
    return switch (this) {
      case Pending(_, Effort.Waiting(_, var pause, _)) -> Optional.of(pause);
      case Reconnecting(_, Effort.Waiting(_, var pause, _)) -> Optional.of(pause);
      case Pending _, Reconnecting _, Active _, Failed _, Stopped _ -> Optional.empty();
    };
  }
}
