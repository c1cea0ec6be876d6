package dev.lifeguard.ssh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time that a far side is given. What this process stands still meanwhile, because it is
 * stopped, suspended or starved of its CPU, is no time of theirs: it is waited for in slices, and
 * one that took far too long counts for little. One thread's.
 */
final class Patience {
  private static final long SLICE = Duration.ofMillis(250).toNanos();

  /** Something, however starved we are: what never ends is no patience. */
  private static final long LITTLE = SLICE / 4;

  @FunctionalInterface
  private interface Wait<T> {
    Optional<T> upTo(long nanos) throws InterruptedException;
  }

  private long left;

  private Patience(long left) {
    this.left = left;
  }

  static Patience of(Duration within) {
    return new Patience(within.toNanos());
  }

  boolean isOver() {
    return left <= 0;
  }

  /** Whether it completed in time, well or badly. */
  boolean await(CompletableFuture<?> thing) throws InterruptedException {
    var done = new CountDownLatch(1);
    thing.whenComplete((_, _) -> done.countDown());
    Wait<CountDownLatch> wait =
        nanos -> done.await(nanos, TimeUnit.NANOSECONDS) ? Optional.of(done) : Optional.empty();
    return inSlices(left, wait).isPresent();
  }

  /** The next of the queue, if one comes in time and within that. */
  <T> Optional<T> poll(BlockingQueue<T> queue, Duration atMost) throws InterruptedException {
    return inSlices(
        Math.min(left, atMost.toNanos()),
        nanos -> Optional.ofNullable(queue.poll(nanos, TimeUnit.NANOSECONDS)));
  }

  private <T> Optional<T> inSlices(long time, Wait<T> wait) throws InterruptedException {
    for (var rest = time; ; ) {
      var slice = Math.clamp(rest, 0, SLICE);
      var start = System.nanoTime();
      var found = wait.upTo(slice);
      var took = System.nanoTime() - start;
      var counted = took > slice + SLICE ? LITTLE : took;
      left -= counted;
      rest -= counted;
      if (found.isPresent() || rest <= 0) return found;
    }
  }
}
