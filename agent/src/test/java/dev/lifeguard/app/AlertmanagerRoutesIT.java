package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the shipped Alertmanager configuration sends what, as amtool reads it. */
class AlertmanagerRoutesIT {
  @ParameterizedTest
  @CsvSource({
    "severity=critical alertname=gateway_down, 'lifeguard,page'",
    "severity=warning alertname=high_latency, 'lifeguard,ops'",
    "severity=info alertname=criterion_gateway_uptime, 'lifeguard,notes'",
    "alertname=somebody_elses, 'lifeguard,ops'"
  })
  void sendsEachSeverityToItsReceiverAndEverythingBackToUs(String labels, String receivers) {
    var amtool = Peers.require(Peer.AMTOOL);
    var config = Peers.project().resolve("alertmanager/alertmanager.yml");
    try (var folder = new Folder("amtool")) {
      var said =
          Program.run(
              Program.Launch.of(
                  folder,
                  "/bin/sh",
                  "-c",
                  "exec \"$0\" config routes test --config.file=\"$1\" $2",
                  amtool,
                  config,
                  labels));
      assertThat(said.strip().lines().toList()).last().isEqualTo(receivers);
    }
  }
}
