package dev.lifeguard.gateway.health;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what blocks on threads of its own, and comes back to the context that asked. When the watch
 * ends, what is under way is interrupted, and its answer is told to nobody.
 */
final class Aside implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Aside.class);

  private final Vertx vertx;
  private final Set<Thread> working = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Aside(Vertx vertx) {
    this.vertx = vertx;
  }

  <T> Future<T> ask(Callable<T> work) {
    var context = vertx.getOrCreateContext();
    var answer = Promise.<T>promise();
    Thread.ofVirtual().name("gateway-look").start(() -> work(work, context, answer));
    return answer.future();
  }

  private <T> void work(Callable<T> work, Context context, Promise<T> answer) {
    working.add(Thread.currentThread());
    try {
      if (closed) return;
      var found = work.call();
      back(context, () -> answer.complete(found));
    } catch (Exception e) {
      back(context, () -> answer.fail(e));
    } finally {
      working.remove(Thread.currentThread());
    }
  }

  private void back(Context context, Runnable answer) {
    if (closed) return;
    try {
      context.runOnContext(_ -> answer.run());
    } catch (RejectedExecutionException e) {
      log.debug("answer comes after the end"); // the agent stopped meanwhile
    }
  }

  @Override
  public void close() {
    closed = true;
    working.forEach(Thread::interrupt);
  }
}
