package dev.lifeguard.rule.watch;

import java.time.Duration;

/**
 * When a fact is too old to be believed: a few of its usual intervals after it was last seen.
 *
 * @param least never sooner than this
 * @param intervals how many usual intervals may pass
 * @param unlearnt as long as the interval is not known, after a first sight
 */
public record Freshness(Duration least, int intervals, Duration unlearnt) {
  public static final Freshness USUAL =
      new Freshness(Duration.ofMinutes(1), 3, Duration.ofHours(3));
}
