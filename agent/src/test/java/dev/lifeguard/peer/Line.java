package dev.lifeguard.peer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/** How a {@link Relay}'s line is at the moment; many threads read it. */
final class Line {
  private volatile Duration delay = Duration.ZERO;
  private volatile Duration jitter = Duration.ZERO;
  private volatile long bytesPerSecond;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  void delay(Duration each) {
    delay = each;
  }

  void jitter(Duration most) {
    jitter = most;
  }

  void bytesPerSecond(long rate) {
    bytesPerSecond = rate;
  }

  synchronized void silence() {
    if (gate.getCount() == 0) gate = new CountDownLatch(1);
  }

  void speak() {
    gate.countDown();
  }

  /** Returns when bytes may move. */
  void awaitSpeech() throws InterruptedException {
    gate.await();
  }

  /** When, on {@link System#nanoTime}, something that was sent now arrives. */
  long arrival() {
    var extra = jitter.isZero() ? 0 : ThreadLocalRandom.current().nextLong(jitter.toNanos() + 1);
    return System.nanoTime() + delay.toNanos() + extra;
  }

  /** How long so many bytes keep the line busy. */
  long nanosFor(int bytes) {
    var rate = bytesPerSecond;
    return rate == 0 ? 0 : bytes * 1_000_000_000L / rate;
  }
}
