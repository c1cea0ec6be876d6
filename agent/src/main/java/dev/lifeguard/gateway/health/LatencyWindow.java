package dev.lifeguard.gateway.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Round trips of the last five minutes; one without an answer counts as infinite. */
final class LatencyWindow {
  static final Duration SPAN = Duration.ofMinutes(5);
  private static final int MOST = 3_000;

  private record Sample(long nanos, double seconds) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  void answered(Duration took, long nanos) {
    add(took.toNanos() / 1e9, nanos);
  }

  void unanswered(long nanos) {
    add(Double.POSITIVE_INFINITY, nanos);
  }

  private void add(double seconds, long nanos) {
    expire(nanos);
    if (samples.size() >= MOST) samples.removeFirst();
    samples.addLast(new Sample(nanos, seconds));
  }

  boolean isEmpty(long nanos) {
    expire(nanos);
    return samples.isEmpty();
  }

  /** The smallest value that at least this share of the samples does not exceed. */
  double quantile(double share, long nanos) {
    expire(nanos);
    if (samples.isEmpty()) return Double.NaN;
    var sorted = samples.stream().mapToDouble(Sample::seconds).sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private void expire(long nanos) {
    var oldest = nanos - SPAN.toNanos();
    while (!samples.isEmpty() && samples.peekFirst().nanos() < oldest) samples.removeFirst();
  }
}
