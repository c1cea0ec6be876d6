package dev.lifeguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short storm; {@code chaos/alerts} makes a long one. */
class AlertStormIT {
  @Test
  void losesNoTransitionRepeatsNoKeyAndKeepsTheOrder() throws Exception {
    try (var storm = new AlertStorm(7)) {
      var result = storm.run(8);
      assertThat(result.faults()).as(result.toString()).isEmpty();
      assertThat(result.transitions()).as("it was a storm").isGreaterThan(20);
      assertThat(result.refused()).as("the receiver was down").isPositive();
    }
  }
}
