package dev.lifeguard.notify;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before trying again. */
final class Pause {
  private static final long FIRST_MILLIS = 1000;
  private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();

  private Pause() {}

  /** Doubles from a second to five minutes; somewhere in the upper half, so that no herd forms. */
  static Duration after(int failures) {
    var span = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 12));
    return Duration.ofMillis(span / 2 + ThreadLocalRandom.current().nextLong(span / 2 + 1));
  }

  /** The same, but never sooner than was asked for. */
  static Duration after(int failures, Duration asked) {
    var usual = after(failures);
    return usual.compareTo(asked) < 0 ? asked : usual;
  }
}
