package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.notify.Ear;
import dev.lifeguard.peer.Alertmanager;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Prometheus;
import dev.lifeguard.peer.RunningAgent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real agent through real peers to a webhook: firing and resolved both arrive, once. */
class AlertingChainIT {
  private static final String RULES =
      """
      alerts:
        - name: listener_gone
          condition: tcp_latency > 1h
          for: 1s
          severity: warning
          annotations: {summary: "nothing listens behind {{ gateway }}"}
      """;

  @TempDir Path folder;
  private final int gateway = Ports.free();
  private Ear ear;
  private Alertmanager alertmanager;

  @BeforeEach
  void begin() throws IOException {
    Peers.requireAll(Peer.ALERTMANAGER, Peer.PROMETHEUS);
    ear = new Ear();
    alertmanager = Alertmanager.tellingAll(ear.uri("/hook"));
  }

  @AfterEach
  void end() {
    alertmanager.close();
    ear.close();
  }

  private RunningAgent agent(String more) {
    var agent =
        new RunningAgent(
            """
            defaults: {probes: {tcp: {every: 300ms, timeout: 2s}}}
            gateways: [{name: home, url: "ws://127.0.0.1:%d"}]
            rules: [rules.yaml]
            %s
            """
                .formatted(gateway, more));
    agent.write("rules.yaml", RULES);
    return agent.awaitReady();
  }

  private ServerSocket listen() throws IOException {
    return new ServerSocket(gateway, 50, InetAddress.getLoopbackAddress());
  }

  /** What the webhook heard of one alert: the next notice that names it. */
  private JsonObject next(String alert) throws InterruptedException {
    while (true) {
      var notice = new JsonObject(ear.next().body());
      for (var one : notice.getJsonArray("alerts"))
        if (((JsonObject) one).getJsonObject("labels").getString("alertname").equals(alert))
          return (JsonObject) one;
    }
  }

  @Test
  void theAgentTellsAlertmanagerWhichTellsOfTheFireAndOfItsEnd() throws Exception {
    var receiver =
        "notify: {console: \"https://lifeguard.example\", receivers: [{name: am, alertmanager:"
            + " {urls: [\""
            + alertmanager.url()
            + "\"]}}]}";
    try (var _ = agent(receiver)) {
      var fire = next("listener_gone");
      assertThat(fire.getString("status")).isEqualTo("firing");
      assertThat(fire.getJsonObject("labels").getString("gateway")).isEqualTo("home");
      assertThat(fire.getJsonObject("annotations").getString("summary"))
          .isEqualTo("nothing listens behind home");
      assertThat(fire.getString("generatorURL"))
          .matches("https://lifeguard.example/#/incidents/[0-9]+-[0-9]+-home");
      try (var _ = listen()) {
        var end = next("listener_gone");
        assertThat(end.getString("status")).isEqualTo("resolved");
        assertThat(end.getString("startsAt")).isEqualTo(fire.getString("startsAt"));
        assertThat(ear.all()).as("each of the two once").isEmpty();
      }
    }
  }

  /** The shipped rule, but for its patience. */
  private Path prometheusRules() throws IOException {
    var shipped = Files.readString(Peers.project().resolve("rules/prometheus/lifeguard.yml"));
    return Files.writeString(
        folder.resolve("rules.yml"), shipped.replaceAll("for: [0-9]+m", "for: 1s"));
  }

  @Test
  void prometheusScrapesTheAgentAndTellsAlertmanagerOfTheFireAndOfItsEnd() throws Exception {
    try (var _ = listen();
        var agent = agent("");
        var prometheus =
            Prometheus.Setup.scraping("openclaw", agent.target())
                .rules(prometheusRules())
                .alertmanager(alertmanager)
                .start()) {
      prometheus.awaitUp("openclaw");
      agent.write("rules.yaml", "alerts: [{name: broken}]");
      var fire = next("config_reload_failed");
      assertThat(fire.getString("status")).isEqualTo("firing");
      assertThat(fire.getJsonObject("labels").getString("job")).isEqualTo("openclaw");
      agent.write("rules.yaml", RULES);
      assertThat(next("config_reload_failed").getString("status")).isEqualTo("resolved");
      assertThat(heardOf("config_reload_failed")).as("each of the two once").isEmpty();
    }
  }

  private List<String> heardOf(String alert) {
    return ear.all().stream()
        .flatMap(heard -> new JsonObject(heard.body()).getJsonArray("alerts").stream())
        .map(JsonObject.class::cast)
        .filter(one -> one.getJsonObject("labels").getString("alertname").equals(alert))
        .map(one -> one.getString("status"))
        .toList();
  }

  /** Our own configuration for Alertmanager holds back what lies behind a broken tunnel. */
  @Test
  void theShippedAlertmanagerInhibitsAlongThePath() throws IOException {
    var home = Peers.project().resolve("alertmanager");
    var shipped = Files.readString(home.resolve("alertmanager.yml"));
    try (var peer = new Alertmanager(shipped.replace("templates/", home + "/templates/"))) {
      peer.send(
          new JsonArray()
              .add(alert("tunnel_down", "critical"))
              .add(alert("gateway_down", "critical"))
              .add(alert("old_key", "warning")));
      Await.until(
          "what is inhibited",
          Duration.ofSeconds(20),
          () -> suppressed(peer).equals(List.of("gateway_down")),
          () -> peer.alerts() + peer.log());
    }
  }

  private static JsonObject alert(String name, String severity) {
    return new JsonObject()
        .put(
            "labels",
            new JsonObject()
                .put("alertname", name)
                .put("severity", severity)
                .put("gateway", "home"));
  }

  private static List<String> suppressed(Alertmanager peer) {
    return peer.alerts().stream()
        .filter(one -> one.getJsonObject("status").getString("state").equals("suppressed"))
        .map(one -> one.getJsonObject("labels").getString("alertname"))
        .toList();
  }
}
