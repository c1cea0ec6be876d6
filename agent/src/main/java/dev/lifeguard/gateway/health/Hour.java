package dev.lifeguard.gateway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** When something was logged during the last hour: moments only, never what was said. */
final class Hour {
  private static final Duration SPAN = Duration.ofHours(1);

  /** Ten lines a second for an hour; beyond it the count stays there, which is bad enough. */
  private static final int MOST = 36_000;

  private final Deque<Instant> moments = new ArrayDeque<>();

  void add(Instant at) {
    if (moments.size() >= MOST) moments.removeFirst();
    moments.addLast(at);
  }

  int count(Instant now) {
    var oldest = now.minus(SPAN);
    while (!moments.isEmpty() && moments.peekFirst().isBefore(oldest)) moments.removeFirst();
    return moments.size();
  }
}
