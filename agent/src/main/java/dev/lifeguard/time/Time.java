package dev.lifeguard.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock and the timers of everything that is not pure. Wall time is for people and records,
 * {@link #nanos()} is for intervals. Callbacks run on the Vert.x context of the caller, if it has
 * one.
 */
public interface Time {
  /** Wall time: may jump. */
  Instant now();

  /** Monotonic time since an arbitrary origin: never jumps back. */
  long nanos();

  /** Both clocks at once. */
  default Moment moment() {
    return new Moment(now(), nanos());
  }

  /** Rings once, after the delay, unless cancelled. */
  Timer after(Duration delay, Runnable action);

  /** Rings again and again, first after one period, until cancelled. */
  Timer every(Duration period, Runnable action);

  /** How long ago {@code startNanos} (a former {@link #nanos()}) was. */
  default Duration since(long startNanos) {
    return Duration.ofNanos(nanos() - startNanos);
  }
}
