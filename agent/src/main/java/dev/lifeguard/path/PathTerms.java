package dev.lifeguard.path;

import java.time.Duration;

/**
 * By what the choice goes.
 *
 * @param misses looks in a row that must fail before a path counts as lost
 * @param back how long a preferred path must be healthy before it is used again
 * @param longest to what {@code back} grows, doubling with each loss within {@code memory}
 * @param memory how long a loss is remembered
 * @param hold how long a switch that somebody asked for stands against a preferred path
 */
record PathTerms(int misses, Duration back, Duration longest, Duration memory, Duration hold) {
  /** After so many losses within the memory, also a stand-in must first prove itself. */
  static final int MANY_LOSSES = 4;

  static final PathTerms USUAL =
      new PathTerms(
          2,
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofMinutes(10));
}
