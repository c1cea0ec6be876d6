package dev.lifeguard.diagnosis.cause;

import java.time.Duration;

/** Lengths of time as people say them. */
final class Lengths {
  private Lengths() {}

  static String text(Duration length) {
    var millis = length.toNanos() / 1e6;
    if (millis < 10) return "%.1f ms".formatted(millis);
    if (millis < 1000) return "%.0f ms".formatted(millis);
    if (millis < 60_000) return "%.1f s".formatted(millis / 1000);
    return length.toMinutes() + " min " + length.toSecondsPart() + " s";
  }

  static String seconds(double amount) {
    if (Double.isInfinite(amount)) return "no answer";
    return text(ofSeconds(amount));
  }

  static Duration ofSeconds(double amount) {
    return Duration.ofNanos((long) (amount * 1e9));
  }

  /** In whole seconds, up, as a setting is written. */
  static String whole(Duration length) {
    return Math.max(1, (length.toMillis() + 999) / 1000) + "s";
  }
}
