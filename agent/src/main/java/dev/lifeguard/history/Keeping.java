package dev.lifeguard.history;

import java.time.Duration;

/**
 * How long what is kept.
 *
 * @param minutes changes and the minutes' extremes
 * @param hours the hours' extremes and the shares of a day
 * @param bytes above this size of the whole file, minutes and changes go before their time
 */
public record Keeping(Duration minutes, Duration hours, long bytes) {
  public static final Keeping USUAL =
      new Keeping(Duration.ofDays(8), Duration.ofDays(90), 1L << 30);
}
