package dev.lifeguard.remedy.step;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a step waits on its own thread: always with a bound, and interruptible. */
public final class Waiting {
  private Waiting() {}

  /** Fails with a FailedException, of its own reason or with TIMEOUT. */
  public static <T> T on(CompletionStage<T> stage, Duration atMost) throws InterruptedException {
    var future = stage.toCompletableFuture();
    try {
      return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new FailedException(Reason.TIMEOUT, "not over after " + atMost.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailedException expected) throw expected;
      throw new IllegalStateException(e.getCause());
    } finally {
      future.cancel(false);
    }
  }

  public static <T> T on(Future<T> future, Duration atMost) throws InterruptedException {
    return on(future.toCompletionStage(), atMost);
  }

  /** Lets so much time pass. */
  public static void pause(Time time, Duration length) throws InterruptedException {
    var over = new CountDownLatch(1);
    var alarm = time.after(length, over::countDown);
    try {
      over.await();
    } finally {
      alarm.cancel();
    }
  }

  /** What is left until then; never less than nothing. */
  public static Duration until(Instant deadline, Instant now) {
    var left = Duration.between(now, deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
