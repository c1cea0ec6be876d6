package dev.lifeguard.schedule;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;

/**
 * The rhythm of one probe: a grid of slots one period apart, shifted by a phase of its own, each
 * slot moved by up to a tenth of the period. All of it follows from the name, so that a restart or
 * a reload finds the same rhythm again, many probes never fall into step, and the mean period is
 * exactly the period. Times are milliseconds of wall time.
 */
record Beat(long period, long phase, long seed) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private static final double JITTER = 0.1;

  static Beat of(String name, Duration every) {
    var period = Math.max(1, every.toMillis());
    var seed = seed(name);
    return new Beat(period, (long) (unit(seed) * period), seed);
  }

  /** The first slot later than this moment. */
  long after(long millis) {
    var number = Math.floorDiv(millis - phase, period) - 1;
    while (slot(number) <= millis) number++;
    return slot(number);
  }

  /** A moment within this span that is the probe's own: spreads what would begin all at once. */
  long share(long span) {
    return (long) (unit(mix(seed)) * span);
  }

  private long slot(long number) {
    var jitter = (2 * unit(mix(seed ^ number)) - 1) * JITTER;
    return phase + number * period + (long) (jitter * period);
  }

  private static long seed(String name) {
    long hash = 0;
    for (int at = 0; at < name.length(); at++) hash = mix(hash * 31 + name.charAt(at));
    return hash;
  }

  /** The finaliser of MurmurHash3: neighbours in, strangers out. */
  private static long mix(long bits) {
    bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return bits ^ (bits >>> 33);
  }

  /** Evenly in [0, 1). */
  private static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }
}
