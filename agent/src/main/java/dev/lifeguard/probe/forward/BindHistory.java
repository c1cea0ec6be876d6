package dev.lifeguard.probe.forward;

import java.time.Duration;
import java.util.ArrayDeque;

/** How often a forward carried when it was looked at: the last 20 looks, at most of one hour. */
final class BindHistory {
  private static final int LOOKS = 20;
  private static final long WINDOW = Duration.ofHours(1).toNanos();

  private record Look(boolean carried, long at) {}

  private final ArrayDeque<Look> looks = new ArrayDeque<>();

  /** Adds a look and answers the rate that includes it. */
  double add(boolean carried, long now) {
    looks.add(new Look(carried, now));
    while (looks.size() > LOOKS || now - looks.peek().at() > WINDOW) looks.remove();
    return looks.stream().filter(Look::carried).count() / (double) looks.size();
  }
}
