package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.RunningAgent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to a real gateway, and what the agent does about it or leaves alone. People work on
 * it by another name than the agent: for a minute after a run, an alert there is taken for its
 * doing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemedyStoriesIT {
  private static final String STORM =
      """
      remedies:
        - name: restart-gateway
          trigger: [gateway_gone]
          mode: auto
          steps: [{gateway.restart: {}}]
          limits: {blast-radius: 25%}
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static KeptGateway kept;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    kept = new KeptGateway(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    kept.close();
  }

  private static void awaitFact(String what, String line) {
    Await.until(
        what,
        PATIENCE,
        () -> kept.agent.text("/metrics").lines().anyMatch(one -> one.matches(line)),
        () -> kept.agent.log() + kept.agent.text("/api/v1/alerts"));
  }

  private static void awaitRunning(String gateway) {
    awaitFact(
        gateway + " runs",
        "lifeguard_gateway_status\\{gateway=\"" + gateway + "\",status=\"running\",?\\} 1.0");
  }

  private static String cause(String gateway) {
    return kept.agent.json("/api/v1/gateways/" + gateway + "/diagnosis").getString("cause", "");
  }

  @Test
  @Order(1)
  void aBusyGatewayIsNotTouchedAndItsRestartOnlySuggested() throws Exception {
    awaitRunning("home");
    kept.strain(() -> !kept.runs("relieve-busy-gateway", "home").isEmpty());
    var run = kept.runs("relieve-busy-gateway", "home").getFirst();
    assertThat(run.getString("state")).isEqualTo("proposed");
    assertThat(run.getString("cause")).startsWith("overload_");
    assertThat(kept.blocked("home")).contains("cause == \"slow_path\"");
    assertThat(kept.runs("relieve-latency", "home")).isEmpty();
    assertThat(kept.gateway.alive()).isTrue();
  }

  @Test
  @Order(1)
  void aWrongTokenIsNamedAndNothingIsRestarted() {
    Await.until(
        "the gates said no",
        PATIENCE,
        () -> kept.blocked("guest").contains("when: "),
        () -> kept.agent.log() + kept.agent.text("/api/v1/alerts"));
    assertThat(cause("guest")).isEqualTo("auth_rejected");
    assertThat(kept.runs("restart-gateway", "guest")).isEmpty();
    assertThat(kept.gateway.alive()).isTrue();
  }

  @Test
  @Order(2)
  void aGatewayThatWasGivenWorkEndsItFirstAndThenRestartsByItsOwnWord() throws Exception {
    awaitRunning("desk");
    kept.provider.hang();
    kept.order("occupy", "desk");
    Await.until("the model call hangs", PATIENCE, kept.provider::holdsACall);
    assertThat(kept.ended("occupy", "desk").getString("state")).isEqualTo("verified");
    kept.order("restart-now", "desk");
    new CountDownLatch(1).await(3, TimeUnit.SECONDS);
    assertThat(kept.runs("restart-now", "desk").getFirst().getString("state")).isEqualTo("running");
    assertThat(kept.provider.holdsACall()).isTrue();
    kept.provider.ok();
    var run = kept.ended("restart-now", "desk");
    assertThat(run.getString("state")).as(run.encode()).isEqualTo("verified");
    assertThat(run.encode()).contains("restarted by itself", "after its work was done");
  }

  @Test
  @Order(3)
  void aDeadGatewayIsStartedThroughItsSupervisorAndByNobodyElse() throws Exception {
    kept.gateway.kill();
    var run = kept.ended("restart-gateway", "home");
    assertThat(run.getString("state")).as(run.encode()).isEqualTo("verified");
    assertThat(kept.starts()).isEqualTo(1);
    assertThat(kept.runs("restart-gateway", "chat")).isEmpty();
    // Unless home was back before that was decided.
    assertThat(kept.blocked("chat").lines().filter(line -> line.startsWith("supervisor")))
        .allMatch(line -> line.contains("nobody is known who keeps chat"));
  }

  @Test
  @Order(4)
  void aChannelThatStaysBlockedIsNoticedExplainedRestartedAndVerified() {
    awaitRunning("chat");
    kept.telegram.unauthorized();
    Await.until(
        "the channel is blocked",
        PATIENCE,
        () -> kept.agent.text("/api/v1/gateways/chat").contains("blocked"),
        () -> kept.agent.text("/api/v1/gateways/chat"));
    kept.telegram.ok();
    var run = kept.ended("restart-channel", "chat");
    assertThat(run.getString("state")).as(run.encode()).isEqualTo("verified");
    assertThat(run.getJsonObject("subject").getString("channel")).isEqualTo("telegram");
    Await.until(
        "it is explained, if need be after the repair",
        PATIENCE,
        () -> !kept.ended("restart-channel", "chat").getString("cause", "").isEmpty(),
        () -> kept.agent.text("/api/v1/gateways/chat/diagnosis") + kept.agent.log());
  }

  @Test
  @Order(5)
  void aCrashThatTheSupervisorSeesToIsLeftToIt() throws Exception {
    awaitRunning("home");
    kept.keep();
    awaitRunning("home");
    kept.crash();
    awaitFact(
        "it is gone", "lifeguard_gateway_status\\{gateway=\"home\",status=\"stopped\",?\\} 1.0");
    awaitRunning("home");
    assertThat(kept.starts()).isEqualTo(1);
    assertThat(kept.runs("restart-gateway", "home")).hasSize(1);
  }

  @Test
  @Order(6)
  void aChannelIsDisabledForGood() throws Exception {
    kept.order("disable", "desk");
    var run = kept.ended("disable", "desk");
    assertThat(run.getString("state")).as(run.encode()).isEqualTo("verified");
    assertThat(Files.readString(kept.gateway.configFile())).containsPattern("\"enabled\": *false");
  }

  @Test
  @Order(8)
  void aConfigurationThatTheGatewayRejectsIsNamedAndNothingIsRestarted() throws Exception {
    awaitRunning("home");
    kept.keep();
    awaitRunning("home");
    awaitFact(
        "its configuration was read", "lifeguard_gateway_config_drift\\{gateway=\"home\",?\\} 0.0");
    var starts = kept.starts();
    var runs = kept.runs("restart-gateway", "home").size();
    var decided = kept.blocked("home").lines().count();
    kept.misconfigure();
    kept.crash();
    Await.until("it ends with 78", PATIENCE, () -> kept.lastExit().equals("78"));
    Await.until(
        "why it does not come back is known",
        PATIENCE,
        () -> kept.agent.text("/api/v1/gateways/home").contains("config_rejected"),
        kept.agent::log);
    Await.until(
        "the alert fires and is decided upon",
        PATIENCE,
        () -> kept.blocked("home").lines().count() > decided,
        () -> kept.agent.log() + kept.agent.text("/api/v1/alerts"));
    Await.until(
        "a restart would be futile",
        PATIENCE,
        () -> rehearsed("home").contains("would end with 78 again"),
        () -> rehearsed("home") + kept.agent.log());
    assertThat(kept.runs("restart-gateway", "home")).hasSize(runs);
    assertThat(kept.starts()).isEqualTo(starts);
  }

  private static String rehearsed(String gateway) {
    try {
      return kept.rehearsed("restart-gateway", gateway);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String fleet(List<ServerSocket> standIns) {
    var gateways = new StringBuilder();
    for (var one : standIns)
      gateways.append(
          "  - {name: g%1$d, url: \"ws://127.0.0.1:%1$d\"}\n".formatted(one.getLocalPort()));
    return """
    defaults: {probes: {tcp: {every: 500ms, timeout: 2s}}}
    rules: [rules.yaml]
    remedies: [remedies.yaml]
    gateways:
      - {name: home, url: "%s", token: "%s", supervisor: {restart: [touch, "%s"]}}
    %s\
    """
        .formatted(
            kept.gateway.url(),
            kept.gateway.token(),
            kept.agent.folder().resolve("storm-restart"),
            gateways.toString().indent(0));
  }

  @Test
  @Order(7)
  void whenTwelveAreDownAtOnceNothingIsDoneAndOnePageTellsIt() throws Exception {
    awaitRunning("home");
    kept.keep();
    awaitRunning("home");
    var standIns = new ArrayList<ServerSocket>();
    for (int i = 0; i < 11; i++)
      standIns.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    try (var storm = new RunningAgent(fleet(standIns))) {
      storm.write(
          "rules.yaml", "alerts: [{name: gateway_gone, condition: tcp_latency > 1h, for: 2s}]\n");
      storm.write("remedies.yaml", STORM);
      storm.awaitReady();
      kept.crash();
      for (var one : standIns) one.close();
      storm.await(
          "all are held back",
          () ->
              metric(storm, "lifeguard_remediation_blocked_total{reason=\"blast_radius\",}") >= 11);
      assertThat(storm.json("/api/v1/remedies/runs").getJsonArray("runs")).isEmpty();
      assertThat(metric(storm, "lifeguard_remediation_pages_total")).isEqualTo(1);
      assertThat(kept.agent.folder().resolve("storm-restart")).doesNotExist();
    }
  }

  private static double metric(RunningAgent agent, String name) {
    return agent
        .text("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}
