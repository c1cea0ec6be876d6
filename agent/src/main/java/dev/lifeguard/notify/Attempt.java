package dev.lifeguard.notify;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** Telling a receiver once, whatever it does: it may throw, and it may never answer. */
record Attempt(Receiver receiver, Time time) {
  /** Beyond every deadline that a receiver may keep by itself. */
  private static final Duration LONGEST = Duration.ofMinutes(12);

  Future<Void> send(Notice notice) {
    var done = Promise.<Void>promise();
    var late =
        time.after(
            LONGEST,
            () ->
                done.tryFail(new FailedException(Reason.DEADLINE_EXCEEDED, "the receiver hangs")));
    begun(notice)
        .onComplete(
            told -> {
              late.cancel();
              if (told.succeeded()) done.tryComplete();
              else done.tryFail(told.cause());
            });
    return done.future();
  }

  private Future<Void> begun(Notice notice) {
    try {
      return receiver.send(notice);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** How long the receiver asks to be left alone. */
  static Duration asked(Throwable e) {
    return e instanceof TooSoon soon ? soon.after() : Duration.ZERO;
  }

  static Failure failure(Throwable e) {
    return e instanceof FailedException failed
        ? failed.failure()
        : new Failure(Reason.BROKEN, String.valueOf(e));
  }
}
