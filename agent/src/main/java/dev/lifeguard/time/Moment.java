package dev.lifeguard.time;

import java.time.Duration;
import java.time.Instant;

/**
 * One moment on both clocks: the wall's, for people and records, and the monotonic one, for
 * intervals.
 */
public record Moment(Instant wall, long nanos) {
  /** How long after the other this is, by the monotonic clock. */
  public Duration since(Moment earlier) {
    return Duration.ofNanos(nanos - earlier.nanos);
  }

  public Moment plus(Duration later) {
    return new Moment(wall.plus(later), nanos + later.toNanos());
  }
}
