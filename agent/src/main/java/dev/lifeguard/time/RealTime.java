package dev.lifeguard.time;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock and Vert.x's timers. Usable from any thread. */
public final class RealTime implements Time {
  private final Vertx vertx;

  public RealTime(Vertx vertx) {
    this.vertx = vertx;
  }

  /** In whole milliseconds, as the store keeps it: what was written and read back is the same. */
  @Override
  public Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    var id = vertx.setTimer(millis(delay), _ -> action.run());
    return () -> vertx.cancelTimer(id);
  }

  @Override
  public Timer every(Duration period, Runnable action) {
    var id = vertx.setPeriodic(millis(period), _ -> action.run());
    return () -> vertx.cancelTimer(id);
  }

  private static long millis(Duration duration) {
    return Math.max(1, duration.toMillis());
  }
}
