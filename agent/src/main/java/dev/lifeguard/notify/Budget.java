package dev.lifeguard.notify;

import java.time.Duration;

/**
 * A bucket of tokens: so many notices at once, then one each period. Pure: the clock is given.
 *
 * @param tokens what was in it at {@code nanos}
 */
record Budget(int capacity, Duration refill, double tokens, long nanos) {
  static Budget full(int capacity, Duration refill, long nanos) {
    return new Budget(capacity, refill, capacity, nanos);
  }

  Budget at(long now) {
    var grown = tokens + (now - nanos) / (double) refill.toNanos();
    return new Budget(capacity, refill, Math.min(capacity, grown), now);
  }

  boolean allows() {
    return tokens >= 1;
  }

  Budget spent() {
    return new Budget(capacity, refill, tokens - 1, nanos);
  }

  /** Until the next token. */
  Duration untilNext() {
    return allows() ? Duration.ZERO : Duration.ofNanos((long) ((1 - tokens) * refill.toNanos()));
  }
}
