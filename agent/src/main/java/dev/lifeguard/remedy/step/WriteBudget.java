package dev.lifeguard.remedy.step;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps us below the gateway's own limit of 30 control writes a minute for each method, so that its
 * people find it unspent. The caller brings the time; runs of several threads share it.
 */
final class WriteBudget {
  private static final int MOST = 25;
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final Map<String, Deque<Long>> written = new HashMap<>();

  /** Takes one; or says how long to wait for the next. */
  synchronized Optional<Duration> take(String method, long nanos) {
    var times = written.computeIfAbsent(method, _ -> new ArrayDeque<>());
    while (!times.isEmpty() && nanos - times.getFirst() >= WINDOW.toNanos()) times.removeFirst();
    if (times.size() >= MOST) return Optional.of(WINDOW.minusNanos(nanos - times.getFirst()));
    times.addLast(nanos);
    return Optional.empty();
  }
}
