package dev.lifeguard.alert;

import java.time.Duration;

/**
 * How the book of alerts behaves beyond what single rules say.
 *
 * @param quietAfterStart nothing new fires so soon after the start: the first looks may deceive, as
 *     at a gateway whose tunnel is still being built; a login takes a second or two
 * @param quietAfterGap the same after the machine slept or the process stood still
 * @param unheard when an alert of before the start becomes unknown, because nobody spoke of it
 * @param lost when it is given up
 */
public record AlertSettings(
    Duration quietAfterStart, Duration quietAfterGap, Duration unheard, Duration lost) {
  public static final AlertSettings USUAL =
      new AlertSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMinutes(10),
          Duration.ofHours(24));
}
