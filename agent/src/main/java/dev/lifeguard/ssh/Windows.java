package dev.lifeguard.ssh;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One budget for all bytes that far sides may have under way to us. Each channel gets an equal
 * share of it, so windows shrink as channels become many, and grow again. Usable from any thread.
 */
final class Windows {
  /** More than this no connection needs: 8 MiB is 640 Mbit/s at 100 ms. */
  static final int LARGEST = 8 << 20;

  /** Less than two packets would stop and go. */
  static final int SMALLEST = 64 << 10;

  private final long budget;
  private final AtomicInteger channels = new AtomicInteger();

  Windows(long budget) {
    this.budget = budget;
  }

  void opened() {
    channels.incrementAndGet();
  }

  void closed() {
    channels.decrementAndGet();
  }

  /** How much one channel's far side may have under way now. */
  int share() {
    return Math.clamp(budget / Math.max(1, channels.get()), SMALLEST, LARGEST);
  }

  /** From how much free room on telling the far side is worth a packet. */
  static int worthTelling(int share) {
    return Math.max(share / 8, SMALLEST / 2);
  }
}
