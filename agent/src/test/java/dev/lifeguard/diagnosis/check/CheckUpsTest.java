package dev.lifeguard.diagnosis.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Origin;
import dev.lifeguard.diagnosis.check.CheckUp.Line;
import dev.lifeguard.diagnosis.check.CheckUp.Verdict;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.GatewayReport.Identity;
import dev.lifeguard.gateway.GatewayReport.Latency;
import dev.lifeguard.gateway.GatewayReport.Ports;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.gateway.GatewayReport.Unknown;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.Phases;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Criterion;
import dev.lifeguard.rule.Vocabulary;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckUpsTest {
  private static final Subject HOME = Subject.gateway("home");
  private static final List<Criterion> CRITERIA =
      List.of(
          criterion("gateway.status", "gateway_status == \"running\""),
          criterion("channels.all_active", "channel_status == \"active\""),
          criterion("errors.hourly_count", "errors_hourly < 10"),
          criterion("security.critical_issues", "security_critical == 0"));

  private final Map<Subject, Map<Fact, FactValue>> facts = new HashMap<>();

  @Test
  void incompleteCountCannotPassButCanFail() {
    var facts = new HashMap<Subject, Map<Fact, FactValue>>();
    var few = new HashMap<>(well());
    few.put(Fact.ERRORS_HOURLY, FactValue.atLeast(3, "half an hour is known"));
    facts.put(HOME, few);
    var known = CheckUps.of(report(GatewayState.RUNNING, Optional.empty()), facts, CRITERIA);
    assertThat(line(known, "hourly count").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(line(known, "hourly count").value()).isEqualTo("at least 3");
    assertThat(line(known, "hourly count").note()).isEqualTo("half an hour is known");
    few.put(Fact.ERRORS_HOURLY, FactValue.atLeast(30, "half an hour is known"));
    var failed = CheckUps.of(report(GatewayState.RUNNING, Optional.empty()), facts, CRITERIA);
    assertThat(line(failed, "hourly count").verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void gatewayThatNobodyHeardOfIsNotHealthy() {
    var at = java.time.Instant.parse("2026-11-20T10:00:00Z");
    assertThat(CheckUps.unheard("home", "ws://x", at, "nothing was learnt").healthy()).isFalse();
  }

  @Test
  void isHealthyWhenNothingFailsAndSaysWhatNobodyLookedAt() {
    facts.put(HOME, well());
    var checkUp = CheckUps.of(report(GatewayState.RUNNING, Optional.empty()), facts, CRITERIA);
    assertThat(checkUp.healthy()).isTrue();
    assertThat(line(checkUp, "status").verdict()).isEqualTo(Verdict.PASS);
    assertThat(line(checkUp, "all active").value()).isEqualTo("none");
    assertThat(line(checkUp, "critical issues").verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void oneDeadChannelAmongManyFailsTheLineAndIsNamed() {
    facts.put(HOME, well());
    facts.put(Subject.channel("home", "irc", "default"), channel("active"));
    facts.put(Subject.channel("home", "telegram", "ops"), channel("blocked"));
    facts.put(Subject.channel("other", "irc", "default"), channel("stopped"));
    var checkUp = CheckUps.of(report(GatewayState.RUNNING, Optional.empty()), facts, CRITERIA);
    var line = line(checkUp, "all active");
    assertThat(line.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(line.value()).startsWith("blocked").contains("telegram");
    assertThat(checkUp.healthy()).isFalse();
  }

  @Test
  void aGatewayThatIsGoneSaysWhyAndItsChannelsAreUnknownNotWell() {
    facts.put(HOME, Map.of(Fact.GATEWAY_STATUS, FactValue.of("stopped")));
    var gone = Optional.of(new Failure(Reason.REFUSED, "nobody listens"));
    var checkUp = CheckUps.of(report(GatewayState.STOPPED, gone), facts, CRITERIA);
    assertThat(line(checkUp, "status").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(line(checkUp, "status").note()).contains("refused");
    assertThat(line(checkUp, "all active").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(checkUp.healthy()).isFalse();
  }

  @Test
  void comesBackFromJsonAsItWas() {
    facts.put(HOME, well());
    var checkUp = CheckUps.of(report(GatewayState.RUNNING, Optional.empty()), facts, CRITERIA);
    assertThat(CheckUpJson.read(CheckUpJson.write(checkUp))).isEqualTo(checkUp);
  }

  private static Map<Fact, FactValue> well() {
    return Map.of(
        Fact.GATEWAY_STATUS, FactValue.of("running"), Fact.ERRORS_HOURLY, FactValue.of(3));
  }

  private static Map<Fact, FactValue> channel(String status) {
    return Map.of(Fact.CHANNEL_STATUS, FactValue.of(status));
  }

  private static Line line(CheckUp checkUp, String what) {
    return checkUp.sections().stream()
        .flatMap(section -> section.lines().stream())
        .filter(line -> line.what().equals(what))
        .findFirst()
        .orElseThrow();
  }

  private static Criterion criterion(String name, String text) {
    var reading = Condition.read(text, Vocabulary.of(Fact.values()));
    if (!(reading instanceof Condition.Reading.Read(var condition)))
      throw new AssertionError(reading);
    return new Criterion(name, condition, new Origin.Default());
  }

  private static GatewayReport report(GatewayState state, Optional<Failure> problem) {
    var unknown =
        problem.map(failure -> List.of(new Unknown("channels", failure))).orElse(List.of());
    var nothing = Optional.<Double>empty();
    return new GatewayReport(
        "home",
        URI.create("ws://127.0.0.1:18789"),
        Instant.parse("2026-11-20T10:00:00Z"),
        new Evidence(state, problem, "seen"),
        Optional.of(state),
        new Identity(
            Optional.of("2026.9.6"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Phases.NONE,
        new Latency(
            nothing, nothing, nothing, nothing, nothing, Optional.empty(), Optional.empty()),
        List.of(),
        List.of(),
        Optional.empty(),
        new Security.NotLooked("not looked at"),
        Optional.empty(),
        new Ports.NotChecked("not looked at"),
        unknown);
  }
}
