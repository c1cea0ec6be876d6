package dev.lifeguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short storm; {@code chaos/remedies} makes a long one. */
class RepairStormIT {
  @Test
  void repeatsNoStepThatMustNotBeAndEndsEveryRun() throws Exception {
    try (var storm = new RepairStorm(7)) {
      var result = storm.run(6);
      assertThat(result.faults()).as(result.toString()).isEmpty();
      assertThat(result.runs()).as("it was a storm").isGreaterThan(12);
      assertThat(result.verified() + result.inconclusive()).isEqualTo(result.runs());
    }
  }
}
