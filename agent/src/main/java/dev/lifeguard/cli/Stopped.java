package dev.lifeguard.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for SIGTERM or SIGINT. The JVM would end with 143 as soon as its hooks are through; ours
 * waits until the agent has stopped, and ends with 0.
 */
final class Stopped {
  private static final long BOUND_SECONDS = 10;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile int exitCode;

  void onSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::hook, "shutdown"));
  }

  void await() throws InterruptedException {
    asked.await();
  }

  /** Whether it was asked for within the time. */
  boolean await(Duration time) throws InterruptedException {
    return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Everything is stopped: the process may go. */
  void over() {
    over(0);
  }

  /** The same, when it ends by itself and not well. */
  void over(int code) {
    exitCode = code;
    over.countDown();
  }

  private void hook() {
    asked.countDown();
    try {
      var clean = over.await(BOUND_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(clean ? exitCode : 1);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(1);
    }
  }
}
