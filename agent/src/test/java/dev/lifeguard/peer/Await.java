package dev.lifeguard.peer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits, with a bound, for what only another process can bring about. What this process brings
 * about is awaited on a queue or a latch instead.
 */
public final class Await {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private Await() {}

  /** Fails with the name of what did not come and the given report. */
  public static void until(
      String what, Duration bound, BooleanSupplier come, Supplier<String> report) {
    var end = System.nanoTime() + bound.toNanos();
    var pause = FIRST_PAUSE;
    while (!come.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + bound + ": " + what + "\n" + report.get());
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting: " + what);
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 5 / 4, LONGEST_PAUSE);
    }
  }

  public static void until(String what, Duration bound, BooleanSupplier come) {
    until(what, bound, come, () -> "");
  }

  public static void until(String what, BooleanSupplier come) {
    until(what, Duration.ofSeconds(20), come);
  }
}
