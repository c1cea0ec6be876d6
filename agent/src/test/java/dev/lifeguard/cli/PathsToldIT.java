package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.StandIn;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Relay;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A running agent and its paths, as commands and the API tell of them. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PathsToldIT {
  private final Vertx vertx = Vertx.vertx();

  @RegisterExtension final HomeFolder home = new HomeFolder();

  @Test
  void whichPathIsInUseIsToldEverywhereAndKnownAfterARestart() {
    try (var gateway = StandIn.living(vertx, PathsToldIT::greet);
        var agent = agent(gateway)) {
      agent.await(
          "the second path is used", () -> path(agent).getString("current").equals("other"));
      var file = agent.folder().resolve("lifeguard.yaml");
      assertThat(Ran.of("path", "list", "--config", file).out())
          .containsPattern("home +dead +failing")
          .containsPattern("home +\\* +other +healthy");

      var diagnosed = Ran.of("diagnose", "home", "--json", "--config", file).json();
      assertThat(diagnosed.getString("pathName")).isEqualTo("other");
      assertThat(Ran.objects(diagnosed.getJsonArray("paths")))
          .extracting(it -> it.getString("name") + " " + it.getBoolean("inUse"))
          .containsExactly("dead false", "other true");

      var refused = Ran.of("path", "switch", "home", "dead", "--config", file);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("path dead does not answer", "home stays on other");
      assertThat(Ran.of("baseline", "--json", "--config", file).json().containsKey("findings"))
          .isTrue();

      var since = path(agent).getString("since");
      agent.kill();
      agent.startAgain();
      agent.awaitReady();
      assertThat(path(agent).getString("current")).isEqualTo("other");
      assertThat(path(agent).getString("since")).isEqualTo(since);
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void aSlowPathIsFoundAndLeftForAnotherAndThatIsAllThatIsDone() {
    try (var gateway = StandIn.living(vertx, PathsToldIT::greet);
        var sshd = Sshd.plain();
        var way = new Relay("127.0.0.1", sshd.port());
        var agent = slowed(gateway, sshd, way)) {
      agent.await("the tunnel is used", () -> path(agent).getString("current").equals("ssh"));
      agent.await(
          "it answers", () -> agent.text("/api/v1/gateways/home").contains("\"latencySeconds\""));
      way.delay(Duration.ofMillis(150));
      agent.await("it ended well", () -> runs(agent).contains("verified"));
      var run = agent.json("/api/v1/remedies/runs").getJsonArray("runs").getJsonObject(0);
      assertThat(run.getString("cause")).isEqualTo("slow_path");
      assertThat(run.getJsonArray("steps").getJsonObject(0).getString("output"))
          .contains("path straight is used instead of ssh");
      assertThat(run.getJsonArray("steps").getJsonObject(1).getString("state"))
          .isEqualTo("skipped");
      assertThat(path(agent).getString("current")).isEqualTo("straight");
    } finally {
      vertx.close().await();
    }
  }

  private static String runs(RunningAgent agent) {
    return agent.text("/api/v1/remedies/runs");
  }

  private static RunningAgent slowed(StandIn gateway, Sshd sshd, Relay way) {
    var entrance = Ports.free();
    var agent =
        new RunningAgent(
            """
            defaults: {probes: {gateway: {every: 500ms, timeout: 5s}}}
            gateways:
              - name: home
                token: abc
                paths:
                  - name: ssh
                    url: ws://127.0.0.1:%1$d
                    tunnel:
                      ssh: "%2$s@127.0.0.1:%3$d"
                      identity: %4$s
                      host-key-policy: accept-new
                      known-hosts: [known_hosts]
                      forwards: [{name: gateway, local: "127.0.0.1:%1$d", remote: "127.0.0.1:%5$d"}]
                  - {name: straight, url: "ws://127.0.0.1:%5$d"}
            rules: [rules.yaml]
            remedies: [remedies.yaml]
            """
                .formatted(
                    entrance,
                    sshd.user(),
                    way.port(),
                    sshd.clientKey().file(),
                    gateway.url().getPort()),
            Map.of("rules.yaml", SLOW, "remedies.yaml", RELIEVE));
    return agent.awaitReady();
  }

  private static final String SLOW =
      """
      alerts: [{name: high_latency, condition: gateway_latency > 200ms, for: 1s}]
      """;

  private static final String RELIEVE =
      """
      remedies:
        - name: relieve-latency
          trigger: [high_latency]
          when: cause == "slow_path"
          mode: auto
          steps: [{tunnel.switch-path: {}}, {tunnel.restart: {unless: switched}}]
          verify: {check: gateway_latency <= 200ms, within: 1m}
      """;

  private static JsonObject path(RunningAgent agent) {
    return agent.json("/api/v1/paths").getJsonArray("paths").getJsonObject(0);
  }

  private static RunningAgent agent(StandIn gateway) {
    return new RunningAgent(
            """
            gateways:
              - name: home
                token: abc
                paths:
                  - {name: dead, url: "ws://127.0.0.1:%d"}
                  - {name: other, url: "%s"}
            remedies: []
            """
                .formatted(Ports.free(), gateway.url()))
        .awaitReady();
  }

  private static void greet(ServerWebSocket socket) {
    socket.textMessageHandler(
        text -> {
          var frame = new JsonObject(text);
          var id = frame.getString("id");
          var connect = frame.getString("method").equals("connect");
          var answer = connect ? StandIn.hello(id) : StandIn.answer(id, new JsonObject());
          socket.writeTextMessage(answer.encode());
        });
    socket.writeTextMessage(StandIn.challenge().encode());
  }
}
