package dev.lifeguard.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Completes on the context that asked, or in place when there was none. */
final class Answer<T> {
  private final Promise<T> promise = Promise.promise();
  private final Context context = Vertx.currentContext();

  Future<T> future() {
    return promise.future();
  }

  void complete(T value) {
    onContext(() -> promise.complete(value));
  }

  void fail(Throwable cause) {
    onContext(() -> promise.fail(cause));
  }

  private void onContext(Runnable action) {
    if (context == null) action.run();
    else context.runOnContext(_ -> action.run());
  }
}
