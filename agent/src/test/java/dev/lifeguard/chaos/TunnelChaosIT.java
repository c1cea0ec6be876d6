package dev.lifeguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short run of what {@code chaos/tunnels} does for hours. */
class TunnelChaosIT {
  @Test
  void everyUserWhoComesDuringAFaultGetsHisAnswer() throws Exception {
    var all = new TunnelChaos(24, 7).run(6);
    assertThat(all).hasSize(24).extracting(TunnelChaos.Cycle::wrong).containsOnly("");
  }
}
