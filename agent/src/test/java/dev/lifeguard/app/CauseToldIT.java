package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.notify.Ear;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A cause goes unchanged from the peer to the annotation, the metric, the incident and the API. */
class CauseToldIT {
  private static final String RULES =
      """
      alerts:
        - name: tunnel_down
          condition: tunnel_state != "active"
          for: 1s
          severity: critical
          annotations: {summary: "{{ gateway }} is cut off: {{ cause }}"}
      """;

  @Test
  void aKeyThatOthersMayReadIsTheCauseEverywhere() throws Exception {
    try (var sshd = Sshd.plain();
        var ear = new Ear();
        var agent = agent(sshd, ear)) {
      var alert = new JsonObject(ear.next().body()).getJsonArray("alerts").getJsonObject(0);
      var told = alert.getJsonObject("annotations");
      assertThat(told.getString("cause")).isEqualTo("key_permission");
      assertThat(told.getString("fix")).contains("chmod 600");
      assertThat(told.getString("summary")).isEqualTo("home is cut off: key_permission");
      assertThat(agent.text("/metrics"))
          .containsPattern("lifeguard_causes_total\\{cause=\"key_permission\",?\\} [1-9]")
          .containsPattern("lifeguard_causes_total\\{cause=\"host_alias_drift\",?\\} 0");
      Await.until(
          "the cause is kept",
          Duration.ofSeconds(10),
          () ->
              agent
                  .json("/api/v1/gateways/home/diagnosis")
                  .getString("cause", "")
                  .equals("key_permission"));
      var incidents = agent.json("/api/v1/incidents").getJsonArray("incidents");
      var incident = incidents.getJsonObject(0).getString("id");
      assertThat(agent.json("/api/v1/incidents/" + incident).encode())
          .contains("key_permission (certain)");
    }
  }

  private static RunningAgent agent(Sshd sshd, Ear ear) throws IOException {
    var key = sshd.newKey("open", SshKey.Type.ED25519);
    Files.setPosixFilePermissions(key.file(), PosixFilePermissions.fromString("rw-r--r--"));
    var local = Ports.free();
    var agent =
        new RunningAgent(
            """
            gateways:
              - name: home
                url: "ws://127.0.0.1:%d"
                tunnel:
                  ssh: "%s"
                  identity: "%s"
                  known-hosts: ["%s"]
                  forwards: [{name: gateway, local: "127.0.0.1:%d", remote: "127.0.0.1:%d"}]
            rules: [rules.yaml]
            remedies: []
            notify: {receivers: [{name: ops, webhook: {url: "%s"}}]}
            """
                .formatted(
                    local,
                    sshd.destination(),
                    key.file(),
                    sshd.knownHosts(),
                    local,
                    Ports.free(),
                    ear.uri("/hook")));
    agent.write("rules.yaml", RULES);
    return agent.awaitReady();
  }
}
