package dev.lifeguard.time;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** Real clocks, but whatever is waited for comes so many times sooner. */
public final class HurriedTime implements Time {
  private final Time real;
  private final int hurry;

  public HurriedTime(Vertx vertx, int hurry) {
    this.real = new RealTime(vertx);
    this.hurry = hurry;
  }

  @Override
  public Instant now() {
    return real.now();
  }

  @Override
  public long nanos() {
    return real.nanos();
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return real.after(delay.dividedBy(hurry), action);
  }

  @Override
  public Timer every(Duration period, Runnable action) {
    return real.every(period.dividedBy(hurry), action);
  }
}
