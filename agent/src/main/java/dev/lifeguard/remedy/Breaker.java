package dev.lifeguard.remedy;

import dev.lifeguard.remedy.RemedySettings.BreakerSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a remedy alone on a gateway where it does not help: opens after some failures in a row,
 * lets one run through when its pause is over, and closes only when that one was verified. Pure.
 */
public sealed interface Breaker {
  /** Pauses grow no longer than this. */
  Duration LONGEST = Duration.ofHours(24);

  /**
   * @param failures in a row
   */
  record Closed(int failures) implements Breaker {}

  /**
   * @param times how often it opened since it was closed last
   */
  record Open(Instant until, int times) implements Breaker {}

  /** One run may show whether it helps again. */
  record HalfOpen(int times) implements Breaker {}

  Breaker NEW = new Closed(0);

  /** After a run that was verified. */
  default Breaker helped() {
    return NEW;
  }

  /** After a run that was not. */
  default Breaker failed(BreakerSettings settings, Instant now) {
    return switch (this) {
      case Closed(var failures) when failures + 1 < settings.after() -> new Closed(failures + 1);
      case Closed _ -> opened(settings, 1, now);
      case HalfOpen(var times) -> opened(settings, times + 1, now);
      case Open open -> open;
    };
  }

  private static Breaker opened(BreakerSettings settings, int times, Instant now) {
    var pause = settings.pause().multipliedBy(1L << Math.min(times - 1, 16));
    return new Open(now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause), times);
  }

  /** As time goes by. */
  default Breaker at(Instant now) {
    return this instanceof Open(var until, var times) && !now.isBefore(until)
        ? new HalfOpen(times)
        : this;
  }

  /** One word, for JSON and metrics. */
  default String code() {
    return switch (this) {
      case Closed _ -> "closed";
      case Open _ -> "open";
      case HalfOpen _ -> "half_open";
    };
  }
}
