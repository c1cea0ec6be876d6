package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.tunnel.Backend;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Four gateways whose tunnels begin at one real sshd, under rules that know nothing of hosts. */
class SharedHostIT {
  private static final int GATEWAYS = 4;
  private static final String RULES =
      """
      alerts:
        - {name: tunnel_down, condition: tunnel_up == 0, for: 10s, severity: critical}
      """;

  private static String gateways(Sshd sshd, Backend echo) {
    return IntStream.rangeClosed(1, GATEWAYS)
        .mapToObj(
            i ->
                """
                - name: g%d
                  url: ws://127.0.0.1:%d
                  tunnel:
                    ssh: %s
                    identity: %s
                    known-hosts: [%s]
                    forwards: [{name: gateway, local: "127.0.0.1:%d", remote: "127.0.0.1:%d", expect: open}]
                """
                    .formatted(
                        i,
                        Ports.free(),
                        sshd.destination(),
                        sshd.clientKey().file(),
                        sshd.knownHosts(),
                        Ports.free(),
                        echo.port()))
        .collect(Collectors.joining());
  }

  private static List<JsonObject> alerts(RunningAgent agent) {
    return agent.json("/api/v1/alerts").getJsonArray("alerts").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static List<String> firing(RunningAgent agent) {
    return alerts(agent).stream()
        .filter(alert -> alert.getString("state").equals("firing"))
        .map(alert -> alert.getString("name"))
        .toList();
  }

  private static long openIncidents(RunningAgent agent) {
    return agent.json("/api/v1/incidents").getJsonArray("incidents").stream()
        .map(JsonObject.class::cast)
        .filter(incident -> incident.getString("closedAt") == null)
        .count();
  }

  @Test
  void areOneAlertAndOneIncidentWhenItsServerStops() {
    try (var sshd = Sshd.plain();
        var echo = Backend.echo();
        var agent =
            new RunningAgent("gateways:\n" + gateways(sshd, echo) + "rules: [rules.yaml]\n")) {
      agent.write("rules.yaml", RULES);
      agent.awaitReady();
      agent.await("all tunnels", () -> ups(agent) == GATEWAYS);
      sshd.stop();
      agent.await("one alert", () -> firing(agent).equals(List.of("host_down")));
      agent.await("the others unknown", () -> unknown(agent) == GATEWAYS);
      assertThat(openIncidents(agent)).isEqualTo(1);
      sshd.start();
      agent.await("all is well", () -> alerts(agent).isEmpty() && openIncidents(agent) == 0);
    }
  }

  private static long ups(RunningAgent agent) {
    return agent
        .text("/metrics")
        .lines()
        .filter(line -> line.startsWith("openclaw_tunnel_up{") && line.endsWith(" 1.0"))
        .count();
  }

  private static long unknown(RunningAgent agent) {
    return alerts(agent).stream()
        .filter(alert -> alert.getString("name").equals("tunnel_down"))
        .filter(alert -> alert.getString("state").equals("unknown"))
        .count();
  }
}
