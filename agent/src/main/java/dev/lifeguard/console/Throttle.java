package dev.lifeguard.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one address may ask: a bucket that refills. It keeps a runaway script from starving
 * everybody else, and a guesser of tokens from guessing on. Owned by one thread; addresses that did
 * not ask for long are forgotten first.
 */
final class Throttle {
  private static final int ADDRESSES = 10_000;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > ADDRESSES;
        }
      };

  /** What is left, as of when. */
  private record Bucket(double left, long at) {}

  Throttle(double perSecond, double burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** Whether it may ask now; if so, that is one less. */
  boolean admits(String address, long nanos) {
    var left = left(address, nanos);
    buckets.put(address, new Bucket(Math.max(0, left - 1), nanos));
    return left >= 1;
  }

  /** Whether nothing is left, without taking anything. */
  boolean isEmpty(String address, long nanos) {
    return left(address, nanos) < 1;
  }

  private double left(String address, long nanos) {
    var bucket = buckets.getOrDefault(address, new Bucket(burst, nanos));
    return Math.min(burst, bucket.left() + (nanos - bucket.at()) / NANOS * perSecond);
  }
}
