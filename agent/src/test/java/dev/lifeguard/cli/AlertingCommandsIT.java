package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.RunningAgent;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the person on call types, against a running agent with an alert that fires. */
class AlertingCommandsIT {
  private static final String RULES =
      """
      alerts:
        - name: listener_gone
          condition: tcp_latency > 1h
          severity: warning
          annotations: {summary: "nothing listens behind {{ gateway }}"}
      """;

  private static RunningAgent agent;

  /** What a command said, and how it ended. */
  private record Said(int code, String out, String err) {
    JsonObject json() {
      return new JsonObject(out);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    agent =
        new RunningAgent(
            """
            defaults: {probes: {tcp: {every: 300ms, timeout: 2s}}}
            gateways: [{name: home, url: "ws://127.0.0.1:%d", labels: {site: attic}}]
            rules: [rules.yaml]
            notify: {receivers: [{name: ops, command: {run: [tee, "%s"]}}]}
            """
                .formatted(Ports.free(), Files.createTempFile("told", ".json")));
    agent.write("rules.yaml", RULES);
    agent.awaitReady();
    agent.await("the alert", () -> agent.text("/api/v1/alerts").contains("\"firing\""));
  }

  @AfterAll
  static void stop() {
    agent.close();
  }

  private static Said run(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var config = agent.folder().resolve("lifeguard.yaml").toString();
    var args =
        Stream.concat(Stream.of(words), Stream.of("--config", config)).toArray(String[]::new);
    var code =
        Lifeguard.line(args)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Said(code, out.toString(), err.toString());
  }

  private static JsonObject alert() {
    return agent.json("/api/v1/alerts").getJsonArray("alerts").getJsonObject(0);
  }

  @Test
  void alertsListsWhatFiresAndExplainSaysWhyAndWhoWasTold() {
    assertThat(run("alerts").out()).contains("listener_gone", "firing", "home");
    agent.await("told", () -> run("explain", "listener_gone").out().contains("delivered"));
    var told = run("explain", "listener_gone");
    assertThat(told.code()).isZero();
    assertThat(told.out())
        .contains("condition", "breached", "tcp_latency > 1h", "nothing asks for quiet")
        .containsPattern("fired +ops +queued")
        .containsPattern("fired +ops +delivered");
    assertThat(run("explain", "listener_gone", "--json").json().getJsonArray("tellings"))
        .isNotEmpty();
    assertThat(run("explain", "nothing_such").code()).isEqualTo(Lifeguard.FOUND);
  }

  @Test
  void ackTakesAnAlertByItsNameAndGivesItBack() {
    assertThat(run("ack", "listener_gone", "--owner", "ada", "--note", "on it").out())
        .isEqualToIgnoringNewLines("listener_gone taken by ada");
    assertThat(alert().getString("owner")).isEqualTo("ada");
    assertThat(run("ack", "listener_gone", "--give-back").code()).isZero();
    assertThat(alert().getString("owner")).isNull();
    var unknown = run("ack", "nothing_such");
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.err()).contains("nothing_such");
  }

  @Test
  void silenceHoldsTheAlertBackUntilItIsEnded() {
    var added = run("silence", "gateway=home", "--reason", "moving house", "--for", "2h", "--json");
    assertThat(added.code()).as(added.err()).isZero();
    var id = added.json().getString("id");
    agent.await("silenced", () -> alert().getJsonArray("suppressed").encode().contains("moving"));
    assertThat(run("silence").out()).contains(id, "gateway=", "moving house");
    assertThat(run("silence", "--end", id).out()).contains("ended " + id);
    agent.await("heard again", () -> alert().getJsonArray("suppressed").isEmpty());
    assertThat(run("silence", "--end", id).code()).isNotZero();
  }

  @Test
  void silenceAndMaintenanceUnderstandTheWordsOfAmtoolToo() {
    var silence = run("silence", "add", "gateway=elsewhere", "--reason", "x", "--json");
    var id = silence.json().getString("id");
    assertThat(run("silence", "list").out()).contains(id);
    assertThat(run("silence", "expire", id).out()).contains("ended " + id);
    var window = run("maintenance", "begin", "site=cellar", "--reason", "x", "--json");
    var other = window.json().getString("id");
    assertThat(run("maintenance", "list").out()).contains(other);
    assertThat(run("maintenance", "end", other).code()).isZero();
    assertThat(run("silence", "expire", "none").code()).isEqualTo(Lifeguard.FOUND);
  }

  @Test
  void rulesAreTestedForProgramsToo() {
    var file = Peers.project().resolve("rules/tests/shipped.yaml").toString();
    var result = run("rules", "test", file, "--json").json().getJsonArray("files");
    assertThat(result.getJsonObject(0).getInteger("failed")).isZero();
    assertThat(result.getJsonObject(0).getJsonArray("tests")).isNotEmpty();
  }

  @Test
  void silenceIsRefusedWithoutAReasonOrWithAMatcherThatIsNone() {
    assertThat(run("silence", "gateway=home").err()).contains("reason");
    assertThat(run("silence", "gateway", "--reason", "x").code()).isEqualTo(Lifeguard.WRONG_USE);
    assertThat(run("silence", "gateway=~.*", "--reason", "x").err()).contains("everything");
    assertThat(run("silence", "gateway=home", "--reason", "x", "--for", "1").err())
        .contains("1s for seconds");
  }

  @Test
  void maintenanceIsAskedForByADeployScriptAndEnds() {
    var added = run("maintenance", "site=attic", "--reason", "deploy", "--for", "30m", "--json");
    assertThat(added.code()).as(added.err()).isZero();
    var id = added.json().getString("id");
    agent.await("held back", () -> alert().getJsonArray("suppressed").encode().contains("deploy"));
    assertThat(run("maintenance").out()).contains(id, "deploy");
    assertThat(run("maintenance", "--end", id).code()).isZero();
    agent.await("heard again", () -> alert().getJsonArray("suppressed").isEmpty());
  }

  @Test
  void incidentsShowsTheTimeline() {
    var list = run("incidents", "--json").json().getJsonArray("incidents");
    var id = list.getJsonObject(0).getString("id");
    assertThat(run("incidents").out()).contains(id);
    assertThat(run("incidents", id).out()).contains("opened by listener_gone on home");
    assertThat(run("incidents", "20000101-000000-home").code()).isNotZero();
  }

  @Test
  void replaySaysWhatOtherRulesWouldHaveMadeOfIt() throws Exception {
    var other = agent.folder().resolve("other.yaml");
    Files.writeString(
        other,
        """
        alerts:
          - {name: slow, condition: tcp_latency > 10s, severity: critical}
          - {name: quick, condition: tcp_latency < 1ms, severity: info}
        """);
    agent.await("a record", () -> !run("rules", "replay", other.toString()).out().isEmpty());
    var said = run("rules", "replay", "--since", "1h", other.toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .containsPattern("slow/critical +once")
        .containsPattern("quick/info +never")
        .contains("so far");
    assertThat(run("rules", "replay", "--since", "9d").err()).contains("8d");
    Files.writeString(other, "alerts: [{name: x, condition: tcp_latncy > 1s}]");
    assertThat(run("rules", "replay", other.toString()).err()).contains("tcp_latency");
  }

  @Test
  void theyAllNameTheAgentThatIsMissing() throws Exception {
    var nowhere = Files.createTempDirectory("nowhere");
    Path config =
        Files.writeString(
            nowhere.resolve("lifeguard.yaml"),
            "agent: {data-dir: data}\ngateways: [{name: home, url: \"ws://127.0.0.1:1\"}]\n");
    for (var command : new String[] {"alerts", "silence", "maintenance", "incidents"}) {
      var err = new StringWriter();
      var args = new String[] {command, "--config", config.toString()};
      var code = Lifeguard.line(args).setErr(new PrintWriter(err, true)).execute(args);
      assertThat(code).isNotZero();
      assertThat(err.toString()).contains("lifeguard run");
    }
  }
}
