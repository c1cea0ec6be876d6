package dev.lifeguard.probe;

import dev.lifeguard.time.Time;
import java.time.Duration;

/**
 * How long this process itself has stood still so far: stopped, suspended, or starved of its CPU.
 * Whatever a tick comes late is such time. Belongs to the context that ticks.
 */
final class Standstill {
  static final Duration TICK = Duration.ofMillis(500);

  /** So late a tick comes on any busy machine. */
  private static final Duration USUAL = Duration.ofMillis(250);

  private final Time time;
  private long last;
  private Duration lost = Duration.ZERO;

  Standstill(Time time) {
    this.time = time;
    this.last = time.nanos();
  }

  void tick() {
    lost = total();
    last = time.nanos();
  }

  /** All of it, also that of which the tick is still to come. */
  Duration total() {
    var late = time.since(last).minus(TICK);
    return late.compareTo(USUAL) < 0 ? lost : lost.plus(late);
  }
}
