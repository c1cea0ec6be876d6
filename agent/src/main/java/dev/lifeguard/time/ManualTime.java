package dev.lifeguard.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that moves only when told to: for tests, rule tests and replay. Timers ring on the thread
 * that advances, in order of their due time, then of their creation. One thread at a time.
 */
public final class ManualTime implements Time {
  private record Alarm(long due, long number, long period, Runnable action) {}

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::due).thenComparingLong(Alarm::number));
  private final java.util.Set<Long> cancelled = new java.util.HashSet<>();
  private Instant wall;
  private long nanos;
  private long created;

  public ManualTime(Instant start) {
    this.wall = start;
  }

  /** Starts at an arbitrary, fixed moment. */
  public ManualTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Override
  public Instant now() {
    return wall;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return arm(delay, 0, action);
  }

  @Override
  public Timer every(Duration period, Runnable action) {
    return arm(period, Math.max(1, period.toNanos()), action);
  }

  private Timer arm(Duration delay, long period, Runnable action) {
    var number = created++;
    alarms.add(new Alarm(nanos + Math.max(0, delay.toNanos()), number, period, action));
    return () -> cancelled.add(number);
  }

  /** Whether something rings exactly so long from now. */
  public boolean ringsAfter(Duration delay) {
    var due = nanos + delay.toNanos();
    return alarms.stream()
        .anyMatch(alarm -> alarm.due() == due && !cancelled.contains(alarm.number()));
  }

  /** Moves both clocks on and rings what falls due on the way. */
  public void advance(Duration by) {
    var target = nanos + by.toNanos();
    while (!alarms.isEmpty() && alarms.peek().due() <= target) ring(alarms.poll());
    move(target);
  }

  /** Lets the wall clock jump, as an administrator or NTP does; monotonic time does not notice. */
  public void jump(Duration by) {
    wall = wall.plus(by);
  }

  private void ring(Alarm alarm) {
    if (cancelled.remove(alarm.number())) return;
    move(alarm.due());
    if (alarm.period() > 0)
      alarms.add(
          new Alarm(alarm.due() + alarm.period(), alarm.number(), alarm.period(), alarm.action()));
    alarm.action().run();
  }

  private void move(long to) {
    wall = wall.plusNanos(to - nanos);
    nanos = to;
  }
}
