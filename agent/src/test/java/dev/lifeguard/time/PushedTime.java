package dev.lifeguard.time;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Real time that a test may push forward; timers that run do not notice, as after a suspend. */
public final class PushedTime implements Time {
  private final Time real;
  private final AtomicLong pushed = new AtomicLong();

  public PushedTime(Vertx vertx) {
    this.real = new RealTime(vertx);
  }

  public void push(Duration by) {
    pushed.addAndGet(by.toNanos());
  }

  @Override
  public Instant now() {
    return real.now().plusNanos(pushed.get());
  }

  @Override
  public long nanos() {
    return real.nanos() + pushed.get();
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return real.after(delay, action);
  }

  @Override
  public Timer every(Duration period, Runnable action) {
    return real.every(period, action);
  }
}
