package dev.lifeguard.schedule;

import dev.lifeguard.bus.Event;
import java.time.Duration;
import java.time.Instant;

/** What the schedule notices about time itself. */
public sealed interface ScheduleEvent extends Event {
  /**
   * Nobody looked for so long: the machine slept, the agent stood still, or the clock was set
   * forward. What is due is looked at at once. Judgements that count time or repetitions must wait
   * for the next look.
   */
  record GapNoticed(Duration length, Instant at) implements ScheduleEvent {}

  /** The wall clock was set back; the schedule follows it, and no time was lost. */
  record ClockSetBack(Duration by, Instant at) implements ScheduleEvent {}
}
