package dev.lifeguard.gateway.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * What the counters of the last five minutes come to. A counter that went back belongs to another
 * process, and the book begins anew. Pure; times are monotonic.
 */
final class CounterBook {
  private static final Duration SPAN = Duration.ofMinutes(5);
  private static final int MOST = 1_000;

  private record Seen(long nanos, CallCounters counters) {}

  private final Deque<Seen> seen = new ArrayDeque<>();

  void read(CallCounters counters, long nanos) {
    if (!seen.isEmpty() && counters.all() < seen.getLast().counters().all()) seen.clear();
    // the last one before the span is kept: the span is counted from it
    while (seen.size() > 1 && nanos - second() >= SPAN.toNanos()) seen.removeFirst();
    if (seen.size() >= MOST) seen.removeFirst();
    seen.addLast(new Seen(nanos, counters));
  }

  private long second() {
    var all = seen.iterator();
    all.next();
    return all.next().nanos();
  }

  /** Failed of all; empty without calls between the first look and the last. */
  OptionalDouble errorRate() {
    if (seen.size() < 2) return OptionalDouble.empty();
    var from = seen.getFirst().counters();
    var to = seen.getLast().counters();
    var all = to.all() - from.all();
    return all <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.clamp((to.failed() - from.failed()) / all, 0, 1));
  }

  void clear() {
    seen.clear();
  }
}
