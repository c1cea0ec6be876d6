package dev.lifeguard.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Criterion;
import dev.lifeguard.rule.NoData;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.rule.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Surroundings HERE =
      new Surroundings(Map.of(), Path.of("/home/somebody"), Path.of("").toAbsolutePath());

  @ParameterizedTest
  @ValueSource(strings = {"thresholds", "monitoring", "tunnels", "health-criteria"})
  void readsTheFilesThatUsersHave(String name) throws IOException {
    var example = Files.readString(RESOURCES.resolve("examples/" + name + ".yaml"));
    assertThat(read(name + ".yaml", example)).isInstanceOf(Loaded.Good.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"thresholds", "monitoring", "tunnels", "health-criteria", "day-one"})
  void readsTheFilesThatAreShipped(String name) throws IOException {
    var shipped = Files.readString(Path.of("../rules/" + name + ".yaml"));
    assertThat(read(name + ".yaml", shipped).problems()).isEmpty();
  }

  @Test
  void understandsTheRunbooksAlerts() throws IOException {
    var rules = good(Files.readString(RESOURCES.resolve("examples/monitoring.yaml"))).rules();
    assertThat(rules)
        .extracting(rule -> rule.name() + " " + rule.severity() + ": " + rule.condition())
        .containsExactly(
            "gateway_down critical: gateway_status != \"running\"",
            "high_error_rate warning: error_rate > 5%",
            "channel_disconnected warning: channel_status != \"active\"",
            "high_latency warning: p99_latency > 10s",
            "provider_unavailable critical: provider_status != \"available\"");
    assertThat(rules.getFirst().wording().receivers()).containsExactly("admin", "ops");
    assertThat(rules.getFirst().origin()).hasToString("rules.yaml:3:5");
  }

  @Test
  void understandsTheHealthCriteria() throws IOException {
    var criteria =
        good(Files.readString(RESOURCES.resolve("examples/health-criteria.yaml"))).criteria();
    assertThat(criteria)
        .extracting(one -> one.name() + ": " + one.check())
        .containsExactly(
            "gateway.status: gateway_status == \"running\"",
            "gateway.uptime: gateway_uptime > 1h",
            "channels.all_active: channel_status == \"active\"",
            "channels.latency_ms: channel_latency < 1000ms",
            "errors.hourly_count: errors_hourly < 10",
            "security.critical_issues: security_critical == 0");
    assertThat(criteria.stream().map(Criterion::asRule))
        .extracting(rule -> rule.name() + " " + rule.severity() + ": " + rule.condition())
        .contains("criterion_gateway_uptime info: not gateway_uptime > 1h");
  }

  @Test
  void understandsTheLayersFromTheOutsideIn() throws IOException {
    var layers = good(Files.readString(RESOURCES.resolve("examples/thresholds.yaml"))).layers();
    assertThat(layers)
        .extracting(layer -> layer.name() + ": " + layer.check())
        .containsExactly(
            "network: tcp_latency <= 150ms",
            "ssh-auth: ssh_auth_time <= 8s",
            "forward: forward_bind_success_rate == 100%",
            "tunnel: tunnel_state == \"active\"",
            "gateway: gateway_status == \"running\"");
    assertThat(layers.get(3).settled())
        .hasValueSatisfying(
            settled -> assertThat(settled).hasToString("tunnel_active_for >= 300s"));
  }

  @Test
  void readsEverythingThatAnAlertCanSay() {
    var rule =
        good("""
                alerts:
                  - name: tunnel_slow
                    condition: p99_latency > 10s
                    clear: p99_latency < 5s
                    for: 1m
                    keep-firing-for: 1m30s
                    no-data: fire
                    severity: P0
                    notify: ops
                    only: {env: prod, gateway: [eu, us]}
                    labels: {team: edge}
                    runbook: https://runbook.example/slow
                    annotations:
                      summary: "{{ gateway }} answers in {{ p99_latency }}, {{ channel }}: {{ cause }}"
                """)
            .rules()
            .getFirst();
    assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(rule.timing())
        .isEqualTo(new Rule.Timing(Duration.ofMinutes(1), Duration.ofSeconds(90), NoData.FIRE));
    assertThat(rule.clear())
        .hasValueSatisfying(clear -> assertThat(clear).hasToString("p99_latency < 5s"));
    assertThat(rule.only().labels()).containsEntry("gateway", List.of("eu", "us"));
    assertThat(rule.wording().receivers()).containsExactly("ops");
    assertThat(rule.wording().runbook()).contains("https://runbook.example/slow");
    assertThat(rule.wording().annotations().get("summary").names())
        .containsExactly("gateway", "p99_latency", "channel", "cause");
  }

  @Test
  void takesSeveralSeveritiesOfOneSignal() {
    var rules =
        good("""
                alerts:
                  - {name: slow, condition: p99_latency > 10s, severity: warning}
                  - {name: slow, condition: p99_latency > 30s, severity: critical}
                """)
            .rules();
    assertThat(rules).extracting(Rule::id).containsExactly("slow/warning", "slow/critical");
  }

  @Test
  void refusesTheSameAlertInTwoFiles() throws IOException {
    var folder = Files.createTempDirectory("rules");
    Files.writeString(
        folder.resolve("a.yaml"), "alerts: {name: slow, condition: p99_latency > 1s}");
    Files.writeString(
        folder.resolve("b.yaml"), "alerts: {name: slow, condition: p99_latency > 2s}");
    var main = new Source("main.yaml", folder, "[a.yaml, b.yaml]");
    var loaded = Loader.load(main, RuleFile.all(facts()), HERE, root -> root);
    assertThat(loaded.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .matches(
            "the alert slow of severity warning is defined twice: .*a.yaml:1:9 and .*b.yaml:1:9");
  }

  static Stream<Path> badFiles() throws IOException {
    return Files.list(RESOURCES.resolve("bad/rules")).sorted();
  }

  /** Each file begins with the problems that it must bring up. */
  @ParameterizedTest
  @MethodSource("badFiles")
  void saysWhatIsWrong(Path file) throws IOException {
    var text = Files.readString(file);
    var expected =
        text.lines().filter(line -> line.matches("# \\d+:.*")).map(line -> line.substring(2));
    var name = file.getFileName().toString();
    assertThat(
            read(name, text).problems().stream()
                .map(problem -> problem.headline().substring(name.length() + 1)))
        .containsExactlyElementsOf(expected.toList());
  }

  private static Vocabulary facts() {
    return Vocabulary.of(Fact.values());
  }

  private static Loaded<RuleSet> read(String name, String text) {
    return Loader.load(Source.of(name, text), RuleFile.shape(facts()), HERE, root -> root);
  }

  private static RuleSet good(String text) {
    return switch (read("rules.yaml", text)) {
      case Loaded.Good<RuleSet> loaded -> loaded.value();
      case Loaded.Bad<RuleSet> bad -> throw new AssertionError(bad.problems());
    };
  }
}
