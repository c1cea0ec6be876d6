package dev.lifeguard.schedule;

import java.util.Arrays;

/**
 * The p99 lateness of the last minute, within a tenth: counts in buckets, in four turns of fifteen
 * seconds. Belongs to the scheduler's thread.
 */
final class Lateness {
  private static final int TURNS = 4;
  private static final int BUCKETS = 192;
  private static final double GROWTH = 1.1;
  private static final double SHARE = 0.99;

  private final int[][] turns = new int[TURNS][BUCKETS];
  private int turn;

  void add(long millis) {
    turns[turn][bucket(millis)]++;
  }

  /** Seconds that 99 of 100 firings stayed below. */
  double p99() {
    long all = 0;
    for (var counts : turns) for (var count : counts) all += count;
    var wanted = (long) Math.ceil(all * SHARE);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      for (var counts : turns) seen += counts[bucket];
      if (seen >= wanted) return Math.max(0, Math.pow(GROWTH, bucket) - 1) / 1000;
    }
    return 0;
  }

  /** Fifteen seconds are over: the oldest are forgotten. */
  void turn() {
    turn = (turn + 1) % TURNS;
    Arrays.fill(turns[turn], 0);
  }

  /** Bucket n ends at 1.1^n - 1 milliseconds: the last one beyond a day. */
  private static int bucket(long millis) {
    if (millis <= 0) return 0;
    return Math.min(BUCKETS - 1, (int) Math.ceil(Math.log(millis + 1) / Math.log(GROWTH)));
  }
}
