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
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private Await() {}

  /** Fails with the name of what did not come and the given report. */
  public static void until(
      String what, Duration bound, BooleanSupplier come, Supplier<String> report) {
    var end = System.nanoTime() + bound.toNanos();
    while (!come.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + bound + ": " + what + "\n" + report.get());
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting: " + what);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  public static void until(String what, Duration bound, BooleanSupplier come) {
    until(what, bound, come, () -> "");
  }

  public static void until(String what, BooleanSupplier come) {
    until(what, Duration.ofSeconds(20), come);
  }
}
