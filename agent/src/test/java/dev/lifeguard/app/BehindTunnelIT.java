package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.AgentProgram;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway that is gone behind a tunnel that stands: the gateway is down, not the tunnel. */
class BehindTunnelIT {
  @Test
  void theGatewayIsStoppedAndTheTunnelIsNotBlamedForIt() {
    try (var sshd = Sshd.plain();
        var agent = new AgentProgram(config(sshd))) {
      Await.until(
          "gateway_down fires",
          Duration.ofSeconds(60),
          () -> firing(agent).contains("gateway_down"),
          agent::log);
      var gateway = agent.json("/api/v1/gateways").getJsonArray("gateways").getJsonObject(0);
      assertThat(gateway.getString("status")).isEqualTo("stopped");
      assertThat(gateway.getString("reason")).isEqualTo("destination_refused");
      assertThat(firing(agent)).doesNotContain("tunnel_down");
      assertThat(agent.json("/api/v1/incidents").getJsonArray("incidents")).hasSize(1);
    }
  }

  private static List<String> firing(AgentProgram agent) {
    return agent.json("/api/v1/alerts").getJsonArray("alerts").stream()
        .map(JsonObject.class::cast)
        .filter(alert -> alert.getString("state").equals("firing"))
        .map(alert -> alert.getString("name"))
        .toList();
  }

  private static String config(Sshd sshd) {
    var local = Ports.free();
    return """
    defaults: {probes: {forward: {every: 1s, timeout: 2s}}}
    gateways:
      - name: home
        url: ws://127.0.0.1:%d
        token: any
        tunnel:
          ssh: %s@127.0.0.1:%d
          identity: %s
          known-hosts: [%s]
          forwards: [{name: gateway, local: 127.0.0.1:%d, remote: 127.0.0.1:%d}]
    """
        .formatted(
            local,
            sshd.user(),
            sshd.port(),
            sshd.clientKey().file(),
            sshd.knownHosts(),
            local,
            Ports.free());
  }
}
