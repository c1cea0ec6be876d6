package dev.lifeguard.path;

import java.time.Duration;

/**
 * How the paths are looked at.
 *
 * @param every between two looks at one path
 * @param confirm before the look that confirms a first failure
 * @param timeout of one look
 * @param identity how long a gateway's identity is taken for granted
 * @param dawn how long a tunnel that has not come up yet counts as no answer at all
 */
record PathPace(
    Duration every, Duration confirm, Duration timeout, Duration identity, Duration dawn) {
  static final PathPace USUAL =
      new PathPace(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10));
}
