package dev.lifeguard.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Compares two looks at the clocks. Monotonic time stands still while the machine sleeps and wall
 * time does not, so the larger of the two steps is what a human would call the time that passed.
 */
record GapWatch(Instant wall, long nanos) {
  /** Less than this is no more than a busy machine or a clock being slewed. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** What lies between two looks that should be one period apart. */
  sealed interface Step {
    record Even() implements Step {}

    record Gap(Duration length) implements Step {}

    record SetBack(Duration by) implements Step {}
  }

  Step step(GapWatch later, Duration period) {
    var steady = Duration.ofNanos(later.nanos - nanos);
    var seen = Duration.between(wall, later.wall);
    var back = steady.minus(seen);
    if (back.compareTo(TOLERANCE) > 0) return new Step.SetBack(back);
    var gap = (seen.compareTo(steady) > 0 ? seen : steady).minus(period);
    return gap.compareTo(TOLERANCE) > 0 ? new Step.Gap(gap) : new Step.Even();
  }
}
