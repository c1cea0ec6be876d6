package dev.lifeguard.diagnosis.walk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what will come, on a thread that may. */
final class Waiting {
  private Waiting() {}

  /**
   * Empty: it did not come in time, or is nothing. A failure is thrown as the unchecked exception
   * that it is.
   */
  static <T> Optional<T> on(CompletableFuture<T> future, Duration within)
      throws InterruptedException {
    try {
      return Optional.ofNullable(future.get(within.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) throw unchecked;
      throw new IllegalStateException(e.getCause());
    }
  }
}
