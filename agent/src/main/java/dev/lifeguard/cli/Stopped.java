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
  private final Thread hook = new Thread(this::hook, "shutdown");
  private volatile int exitCode;
  private volatile Runnable also = () -> {};

  void onSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What is to be done at once when it is asked for, until the next is given. */
  void meanwhile(Runnable wish) {
    also = wish;
    if (asked.getCount() == 0) wish.run();
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
    forget();
  }

  /** A process that ends by itself does so with its own code. */
  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is under way: the hook itself ends the process
    }
  }

  private void hook() {
    asked.countDown();
    also.run();
    try {
      var clean = over.await(BOUND_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(clean ? exitCode : 1);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(1);
    }
  }
}
