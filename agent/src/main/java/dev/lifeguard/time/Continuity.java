package dev.lifeguard.time;

import java.time.Duration;

/**
 * Notices that the process, or the whole machine, stood still: two ticks of a regular beat that lie
 * much further apart than they should, on either clock. Monotonic time stands still during a
 * suspend, so that only the wall clock tells it; a wall clock that was set forward looks the same
 * and is treated alike. One that was set back says nothing. For one thread.
 */
public final class Continuity {
  private final Duration longest;
  private Moment last;

  /**
   * @param beat how often {@link #tick} is called; more than two beats apart is a gap
   */
  public Continuity(Duration beat, Moment start) {
    this.longest = beat.multipliedBy(2);
    this.last = start;
  }

  /** How long nobody was there since the last tick; zero when all is well. */
  public Duration tick(Moment now) {
    var monotonic = now.since(last);
    var wall = Duration.between(last.wall(), now.wall());
    last = now;
    var passed = wall.compareTo(monotonic) > 0 ? wall : monotonic;
    return passed.compareTo(longest) > 0 ? passed : Duration.ZERO;
  }
}
