package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a fault to a verified repair with everything real but the gateway behind the tunnel. */
class RemedyIT {
  @TempDir Path folder;

  @Test
  void restartsATunnelThroughItsOwnerAndTheNextLooksVerifyIt() throws Exception {
    try (var tunnel = new MendedTunnel(folder)) {
      var before = tunnel.owned().orElseThrow();
      tunnel.fault();
      tunnel.mended(0);
      assertThat(tunnel.owned().orElseThrow().pid()).isNotEqualTo(before.pid());
      var run = tunnel.verified().getFirst();
      assertThat(run.getString("because")).contains("tunnel_up == 1");
      assertThat(run.getJsonObject("call").getString("name")).isEqualTo("tunnel_down");
      assertThat(run.getJsonArray("steps").getJsonObject(0).getString("state")).isEqualTo("done");
      Await.until(
          "it is counted",
          () ->
              tunnel
                  .text("/metrics")
                  .contains(
                      "lifeguard_remediation_runs_total{remedy=\"restart-tunnel\",outcome=\"verified\",}"
                          + " 1.0"));
      assertThat(tunnel.text("/metrics"))
          .contains("lifeguard_remediation_blocked_total{reason=\"blast_radius\",} 0.0");
    }
  }
}
