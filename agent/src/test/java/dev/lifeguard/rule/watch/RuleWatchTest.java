package dev.lifeguard.rule.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Only;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleEvent;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Rules;
import dev.lifeguard.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleWatchTest {
  private static final Subject HOME = Subject.gateway("home");
  private static final Subject TUNNEL = Subject.tunnel("home", "ssh");
  private static final Subject FORWARD = Subject.forward("home", "ssh", "gateway");
  private static final Subject BROWSER = Subject.forward("home", "ssh", "browser");

  private final ManualTime time = new ManualTime();
  private final List<RuleEvent> told = new ArrayList<>();
  private final RuleWatch watch = new RuleWatch(time, Freshness.USUAL, told::add);

  @Test
  void judgesASubjectAsSoonAsAFactIsSeen() {
    given(Rules.rule("gateway_down", "gateway_status != \"running\""));
    see(HOME, Fact.GATEWAY_STATUS, "stopped");
    see(HOME, Fact.GATEWAY_STATUS, "running");
    see(HOME, Fact.ERRORS_HOURLY, 3);
    assertThat(story()).containsExactly("Breached home", "Cleared home");
  }

  @Test
  void judgesEveryChannelByItself() {
    given(Rules.rule("channel_disconnected", "channel_status != \"active\""));
    see(Subject.channel("home", "irc", "a"), Fact.CHANNEL_STATUS, "active");
    see(Subject.channel("home", "irc", "b"), Fact.CHANNEL_STATUS, "blocked");
    see(Subject.channel("away", "irc", "a"), Fact.CHANNEL_STATUS, "silent");
    assertThat(story())
        .containsExactly(
            "Cleared home{account=a, channel=irc}",
            "Breached home{account=b, channel=irc}",
            "Breached away{account=a, channel=irc}");
  }

  @Test
  void joinsATunnelWithItsForwards() {
    given(Rules.rule("tunnel_stalled", "tunnel_state == \"active\" and tunnel_up == 0"));
    see(TUNNEL, Fact.TUNNEL_STATE, "active");
    see(FORWARD, Fact.TUNNEL_UP, 0);
    see(BROWSER, Fact.TUNNEL_UP, 1);
    see(TUNNEL, Fact.TUNNEL_STATE, "reconnecting");
    assertThat(story())
        .containsExactly(
            "Breached home{forward=gateway, tunnel=ssh}",
            "Cleared home{forward=browser, tunnel=ssh}",
            "Cleared home{forward=gateway, tunnel=ssh}",
            "Cleared home{forward=browser, tunnel=ssh}");
  }

  @Test
  void leavesAnotherTunnelOutOfTheJoin() {
    given(Rules.rule("tunnel_stalled", "tunnel_state == \"active\" and tunnel_up == 0"));
    see(FORWARD, Fact.TUNNEL_UP, 0);
    see(Subject.tunnel("home", "other"), Fact.TUNNEL_STATE, "active");
    see(Subject.tunnel("away", "ssh"), Fact.TUNNEL_STATE, "active");
    assertThat(story()).containsExactly("Unknown home{forward=gateway, tunnel=ssh}");
    see(TUNNEL, Fact.TUNNEL_STATE, "active");
    assertThat(story()).endsWith("Breached home{forward=gateway, tunnel=ssh}");
  }

  @Test
  void lingersBetweenTheConditionAndWhatClearsIt() {
    given(
        Rules.rule("tunnel_flapping", "tunnel_reconnects > 5")
            .clearing(Rules.condition("tunnel_reconnects <= 1")));
    for (var count : new int[] {0, 6, 3, 1}) see(TUNNEL, Fact.TUNNEL_RECONNECTS, count);
    assertThat(story())
        .containsExactly(
            "Cleared home{tunnel=ssh}",
            "Breached home{tunnel=ssh}",
            "Lingering home{tunnel=ssh}",
            "Cleared home{tunnel=ssh}");
  }

  @Test
  void fallsSilentWhenAllStaysWellButTellsEveryBreach() {
    given(Rules.rule("gateway_down", "gateway_status != \"running\""));
    for (var i = 0; i < 100; i++) see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(told).hasSize(25);
    for (var i = 0; i < 100; i++) see(HOME, Fact.GATEWAY_STATUS, "stopped");
    assertThat(told).hasSize(125);
    assertThat(watch.evaluations()).isEqualTo(200);
  }

  @Test
  void noLongerKnowsWhatNobodyLooksAt() {
    given(Rules.rule("gateway_down", "gateway_status != \"running\""));
    for (var i = 0; i < 5; i++) {
      see(HOME, Fact.GATEWAY_STATUS, "running");
      pass(15);
    }
    pass(60);
    assertThat(story()).endsWith("Unknown home");
    assertThat(((RuleEvent.Judged) told.getLast()).evidence().ignorance())
        .hasValueSatisfying(text -> assertThat(text).startsWith("gateway_status: not seen for"));
    see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(story()).endsWith("Cleared home");
  }

  @Test
  void givesEverybodyANewChanceAfterASuspend() {
    given(Rules.rule("gateway_down", "gateway_status != \"running\""));
    for (var i = 0; i < 5; i++) {
      see(HOME, Fact.GATEWAY_STATUS, "running");
      pass(15);
    }
    time.advance(Duration.ofHours(8));
    watch.sweep();
    pass(30);
    assertThat(story()).containsOnly("Cleared home");
    pass(60);
    assertThat(story()).endsWith("Unknown home");
  }

  @Test
  void tellsWhatItSawAndWhy() {
    given(Rules.rule("high_latency", "p99_latency > 10s"));
    see(HOME, Fact.GATEWAY_REASON, "too_slow");
    see(HOME, Fact.P99_LATENCY, 12);
    var evidence = ((RuleEvent.Judged) told.getLast()).evidence();
    assertThat(evidence).hasToString("p99_latency=12 s, gateway_reason=too_slow");
  }

  @Test
  void keepsToTheSubjectsThatTheRuleIsAbout() {
    var rule =
        Rules.rule(
            "gateway_down",
            "gateway_status != \"running\"",
            new Only(Map.of("env", List.of("prod", "stage"))));
    watch.replace(
        RuleSet.of(rule), Map.of("home", Map.of("env", "home"), "eu", Map.of("env", "prod")));
    see(HOME, Fact.GATEWAY_STATUS, "stopped");
    see(Subject.gateway("eu"), Fact.GATEWAY_STATUS, "stopped");
    assertThat(story()).containsExactly("Breached eu");
    assertThat(((RuleEvent.Judged) told.getLast()).labels())
        .containsOnly(Map.entry("env", "prod"), Map.entry("gateway", "eu"));
  }

  @Test
  void withdrawsWhatIsForgotten() {
    given(Rules.rule("channel_disconnected", "channel_status != \"active\""));
    see(Subject.channel("home", "irc", "a"), Fact.CHANNEL_STATUS, "blocked");
    watch.forget(HOME);
    see(Subject.channel("home", "irc", "a"), Fact.CHANNEL_STATUS, "blocked");
    assertThat(story())
        .containsExactly(
            "Breached home{account=a, channel=irc}",
            "Withdrawn home{account=a, channel=irc}",
            "Breached home{account=a, channel=irc}");
  }

  @Test
  void judgesAtOnceByNewRulesAndWithdrawsTheOld() {
    given(Rules.rule("old", "errors_hourly > 5"), Rules.rule("both", "errors_hourly > 5"));
    see(HOME, Fact.ERRORS_HOURLY, 7);
    told.clear();
    given(Rules.rule("both", "errors_hourly > 10"), Rules.rule("new", "errors_hourly > 6"));
    assertThat(told)
        .extracting(event -> event.getClass().getSimpleName() + " " + event.rule().name())
        .containsExactlyInAnyOrder("Withdrawn old", "Cleared both", "Breached new");
    told.clear();
    see(HOME, Fact.ERRORS_HOURLY, 11);
    assertThat(story()).containsExactly("Breached home", "Breached home");
  }

  @Test
  void costsNothingToSpeakOfWithTenThousandSubjects() {
    given(
        Rules.rule("tunnel_down", "tunnel_up == 0"),
        Rules.rule("stalled", "tunnel_state == \"active\" and tunnel_up == 0"));
    for (var i = 0; i < 10_000; i++)
      see(Subject.tunnel("g" + i, "ssh"), Fact.TUNNEL_STATE, "active");
    for (var i = 0; i < 10_000; i++)
      see(Subject.forward("g" + i, "ssh", "gateway"), Fact.TUNNEL_UP, 1);
    assertThat(watch.evaluations()).isEqualTo(20_000);
    assertThat(told).hasSize(20_000);
  }

  private void given(Rule... rules) {
    watch.replace(RuleSet.of(rules), Map.of());
  }

  private void see(Subject subject, Fact fact, String word) {
    watch.hear(new Observed(subject, fact, FactValue.of(word), time.now()));
  }

  private void see(Subject subject, Fact fact, double amount) {
    watch.hear(new Observed(subject, fact, FactValue.of(amount), time.now()));
  }

  private void pass(int seconds) {
    for (var passed = 0; passed < seconds; passed += 5) {
      time.advance(RuleWatch.BEAT);
      watch.sweep();
    }
  }

  private List<String> story() {
    return told.stream()
        .map(event -> event.getClass().getSimpleName() + " " + event.subject())
        .toList();
  }
}
