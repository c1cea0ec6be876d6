package dev.lifeguard.remedy.run;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.StepOutcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that waits, on a virtual thread of its own. Its end comes back on the context that
 * asked; what comes after it was cut off is dropped.
 */
final class StepThread<T> {
  private static final Logger log = LoggerFactory.getLogger(StepThread.class);

  private final Context context;
  private final Promise<T> promise = Promise.promise();
  private final Thread thread;

  private StepThread(Context context, String name, Callable<T> task) {
    this.context = context;
    this.thread = Thread.ofVirtual().name(name).unstarted(() -> work(task));
  }

  static <T> StepThread<T> start(Context context, String name, Callable<T> task) {
    var made = new StepThread<>(context, name, task);
    made.thread.start();
    return made;
  }

  Future<T> future() {
    return promise.future();
  }

  /** Interrupts it and answers in its stead; nothing when it has ended. */
  void cut(Reason reason, String detail) {
    if (promise.tryFail(new FailedException(reason, detail))) thread.interrupt();
  }

  private void work(Callable<T> task) {
    try {
      var value = task.call();
      context.runOnContext(_ -> promise.tryComplete(value));
    } catch (Exception e) {
      context.runOnContext(_ -> promise.tryFail(failed(e)));
    }
  }

  private static FailedException failed(Exception e) {
    return switch (e) {
      case FailedException expected -> expected;
      case InterruptedException _ -> new FailedException(Reason.CANCELLED, "interrupted");
      default -> {
        log.error("step broken", e);
        yield new FailedException(Reason.BROKEN, e.toString());
      }
    };
  }

  /** What a step's failure to answer means. */
  static StepOutcome outcome(Throwable e) {
    return e instanceof FailedException failed
        ? StepOutcome.failed(failed.failure())
        : new StepOutcome.Failed(Reason.BROKEN, e.toString());
  }
}
