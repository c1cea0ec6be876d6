package dev.lifeguard.cli;

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

  void onSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::hook, "shutdown"));
  }

  void await() throws InterruptedException {
    asked.await();
  }

  /** Everything is stopped: the process may go. */
  void over() {
    over.countDown();
  }

  private void hook() {
    asked.countDown();
    try {
      var clean = over.await(BOUND_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(clean ? 0 : 1);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(1);
    }
  }
}
