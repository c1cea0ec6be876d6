package dev.lifeguard.alert;

import static dev.lifeguard.alert.World.FORWARD;
import static dev.lifeguard.alert.World.HOME;
import static dev.lifeguard.alert.World.IRC;
import static dev.lifeguard.rule.Rules.lasting;
import static dev.lifeguard.rule.Rules.rule;
import static dev.lifeguard.rule.Rules.template;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.NoData;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final Rule GATEWAY_DOWN = rule("gateway_down", "gateway_status != \"running\"");
  private static final Rule TUNNEL_DOWN =
      rule("tunnel_down", "tunnel_up == 0").with(lasting(Duration.ofSeconds(10), Duration.ZERO));
  private static final Rule CHANNEL =
      rule("channel_disconnected", Severity.WARNING, "channel_status != \"active\"");
  private static final Rule SLOW =
      rule("high_latency", Severity.WARNING, "p99_latency > 10s")
          .with(lasting(Duration.ofSeconds(30), Duration.ofSeconds(60)));

  @Test
  void firesWithoutWaitingForAnotherLook() {
    var world = new World(SLOW);
    world.see(HOME, Fact.P99_LATENCY, 12);
    world.pass(Duration.ofMillis(29_999));
    assertThat(world.story()).containsExactly("Pending high_latency");
    world.time.advance(Duration.ofMillis(1));
    assertThat(world.story()).containsExactly("Fired high_latency");
    world.see(HOME, Fact.P99_LATENCY, 1);
    assertThat(world.story()).containsExactly("Recovering high_latency");
    world.pass(60);
    assertThat(world.story()).containsExactly("Resolved high_latency");
  }

  @Test
  void tellsTheWholeStoryWithTheAlert() {
    var world = new World(SLOW);
    var start = world.time.now();
    world.see(HOME, Fact.P99_LATENCY, 12);
    world.pass(30);
    world.see(HOME, Fact.P99_LATENCY, 1);
    world.pass(60);
    var resolved = world.told.getLast().alert();
    assertThat(resolved.episode().startedAt()).contains(start);
    assertThat(resolved.episode().endedAt()).contains(start.plusSeconds(90));
    assertThat(resolved.identity().labels())
        .containsOnly(
            Map.entry("alertname", "high_latency"),
            Map.entry("severity", "warning"),
            Map.entry("gateway", "home"));
    assertThat(resolved.message().evidence()).isEqualTo("p99_latency=1 s");
    assertThat(world.told).extracting(event -> event.alert().key()).doesNotHaveDuplicates();
    assertThat(world.told).extracting(event -> event.alert().transition()).isSorted();
  }

  @Test
  void isOkAgainWhenAPendingBreachEnds() {
    var world = new World(SLOW);
    world.see(HOME, Fact.P99_LATENCY, 12);
    world.see(HOME, Fact.P99_LATENCY, 2);
    world.pass(40);
    assertThat(world.story()).containsExactly("Pending high_latency", "Calmed high_latency");
    assertThat(world.book.alerts()).isEmpty();
  }

  @Test
  void becomesUnknownAndComesBackToTheSameFiring() {
    var world = new World(GATEWAY_DOWN);
    for (var i = 0; i < 3; i++) {
      world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
      world.pass(15);
    }
    world.pass(120);
    assertThat(world.story()).containsExactly("Fired gateway_down", "BecameUnknown gateway_down");
    assertThat(world.book.alerts())
        .singleElement()
        .extracting(one -> one.state().code())
        .isEqualTo("unknown");
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(world.story()).containsExactly("Relapsed gateway_down", "Resolved gateway_down");
  }

  @Test
  void takesChildrenOfABrokenParentForUnknown() {
    var world = new World(GATEWAY_DOWN, CHANNEL);
    world.see(IRC, Fact.CHANNEL_STATUS, "active");
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.see(IRC, Fact.CHANNEL_STATUS, "silent");
    assertThat(world.told.getLast().because())
        .isEqualTo("cannot be judged behind gateway_down on home");
    assertThat(world.story())
        .containsExactly("Fired gateway_down", "BecameUnknown channel_disconnected");
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(world.story())
        .containsExactly("Resolved gateway_down", "Pending channel_disconnected");
    world.pass(15);
    assertThat(world.story()).containsExactly("Fired channel_disconnected");
  }

  @Test
  void turnsAFiringChildUnknownWhenItsParentBreaksAndResolvesItLater() {
    var world = new World(GATEWAY_DOWN, TUNNEL_DOWN);
    world.see(HOME, Fact.GATEWAY_STATUS, "unreachable");
    world.see(FORWARD, Fact.TUNNEL_UP, 0);
    world.pass(10);
    assertThat(world.story())
        .containsExactly(
            "Fired gateway_down",
            "Pending tunnel_down",
            "BecameUnknown gateway_down",
            "Fired tunnel_down");
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    world.see(FORWARD, Fact.TUNNEL_UP, 1);
    assertThat(world.story()).containsExactly("Resolved gateway_down", "Resolved tunnel_down");
  }

  @Test
  void neverHoldsBackThatAChildIsWell() {
    var world = new World(GATEWAY_DOWN, CHANNEL);
    world.see(IRC, Fact.CHANNEL_STATUS, "blocked");
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.see(IRC, Fact.CHANNEL_STATUS, "active");
    assertThat(world.story())
        .containsExactly(
            "Fired channel_disconnected",
            "Fired gateway_down",
            "BecameUnknown channel_disconnected",
            "Resolved channel_disconnected");
  }

  @Test
  void doesNotBelieveOfTheGatewayWhatWasSeenWhileTheTunnelWasDown() {
    var world = new World(GATEWAY_DOWN, TUNNEL_DOWN);
    world.see(FORWARD, Fact.TUNNEL_UP, 0);
    world.see(HOME, Fact.GATEWAY_STATUS, "unreachable");
    world.pass(10);
    world.story();
    world.see(FORWARD, Fact.TUNNEL_UP, 1);
    world.pass(5);
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(world.story())
        .containsExactly("Resolved tunnel_down", "Pending gateway_down", "Calmed gateway_down");
  }

  @Test
  void tellsOfAGatewayThatIsStillDownOnceTheTunnelStands() {
    var world = new World(GATEWAY_DOWN, TUNNEL_DOWN);
    world.see(FORWARD, Fact.TUNNEL_UP, 0);
    world.see(HOME, Fact.GATEWAY_STATUS, "unreachable");
    world.pass(10);
    world.story();
    world.see(FORWARD, Fact.TUNNEL_UP, 1);
    world.pass(20);
    assertThat(world.story())
        .containsExactly("Resolved tunnel_down", "Pending gateway_down", "Fired gateway_down");
  }

  @Test
  void leavesOtherGatewaysAlone() {
    var world = new World(GATEWAY_DOWN, CHANNEL);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.see(Subject.channel("away", "irc", "x"), Fact.CHANNEL_STATUS, "silent");
    assertThat(world.story()).containsExactly("Fired gateway_down", "Fired channel_disconnected");
  }

  @Test
  void keepsOneAlertWhileItFlaps() {
    var world = new World(GATEWAY_DOWN);
    for (var i = 0; i < 12; i++) {
      world.see(HOME, Fact.GATEWAY_STATUS, i % 2 == 0 ? "stopped" : "running");
      world.pass(5);
    }
    var flapping = world.story();
    assertThat(flapping.stream().filter(line -> line.startsWith("Fired"))).hasSizeLessThan(5);
    assertThat(flapping).contains("Flapping gateway_down").endsWith("Recovering gateway_down");
    for (var i = 0; i < 30; i++) {
      world.see(HOME, Fact.GATEWAY_STATUS, "running");
      world.pass(5);
    }
    assertThat(world.story()).containsExactly("Resolved gateway_down", "Steadied gateway_down");
    assertThat(world.book.alerts()).isEmpty();
  }

  @Test
  void firesNothingRightAfterTheStartButDoesNotForgetIt() {
    var world = new World(AlertSettings.USUAL, GATEWAY_DOWN, CHANNEL);
    world.see(HOME, Fact.GATEWAY_STATUS, "unreachable");
    world.pass(2);
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    world.see(IRC, Fact.CHANNEL_STATUS, "blocked");
    world.pass(2);
    assertThat(world.story())
        .containsExactly(
            "Pending gateway_down", "Calmed gateway_down", "Pending channel_disconnected");
    world.pass(1);
    assertThat(world.story()).containsExactly("Fired channel_disconnected");
  }

  @Test
  void holdsACycleAfterASuspend() {
    var world = new World(SLOW);
    world.see(HOME, Fact.P99_LATENCY, 12);
    world.pass(25);
    world.time.jump(Duration.ofHours(8));
    world.pass(5);
    assertThat(world.story()).containsExactly("Pending high_latency");
    world.see(HOME, Fact.P99_LATENCY, 12);
    world.pass(25);
    assertThat(world.story()).isEmpty();
    world.pass(5);
    assertThat(world.story()).containsExactly("Fired high_latency");
  }

  @Test
  void firesNothingNewRightAfterASuspend() {
    var world = new World(GATEWAY_DOWN);
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    world.pass(30);
    world.time.jump(Duration.ofHours(8));
    world.pass(5);
    world.see(HOME, Fact.GATEWAY_STATUS, "unreachable");
    world.pass(10);
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    world.pass(60);
    assertThat(world.story()).containsExactly("Pending gateway_down", "Calmed gateway_down");
  }

  @Test
  void doesNotCountAWallClockThatIsSetBack() {
    var world = new World(SLOW);
    world.see(HOME, Fact.P99_LATENCY, 12);
    world.pass(10);
    world.time.jump(Duration.ofHours(-3));
    world.pass(20);
    assertThat(world.story()).containsExactly("Pending high_latency", "Fired high_latency");
  }

  @Test
  void resolvesWhatIsNoLongerWatched() {
    var world = new World(GATEWAY_DOWN, CHANNEL);
    world.see(IRC, Fact.CHANNEL_STATUS, "blocked");
    world.watch.forget(HOME);
    assertThat(world.told.getLast().because()).isEqualTo("no longer watched");
    assertThat(world.story())
        .containsExactly("Fired channel_disconnected", "Resolved channel_disconnected");
  }

  @Test
  void resolvesWhatNewRulesDoNotKnow() {
    var world = new World(GATEWAY_DOWN);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.use(CHANNEL);
    assertThat(world.story()).containsExactly("Fired gateway_down", "Resolved gateway_down");
  }

  @Test
  void firesForSilenceOnlyWhereTheRuleSaysSo() {
    var timing = new Rule.Timing(Duration.ZERO, Duration.ZERO, NoData.FIRE);
    var world = new World(rule("agent_silent", "schedule_lag > 1s").with(timing));
    for (var i = 0; i < 3; i++) {
      world.see(Subject.AGENT, Fact.SCHEDULE_LAG, 0);
      world.pass(5);
    }
    world.pass(70);
    assertThat(world.story()).containsExactly("Fired agent_silent");
  }

  @Test
  void continuesAfterARestartWhereItWas() {
    var before = new World(GATEWAY_DOWN, SLOW);
    before.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    before.see(HOME, Fact.P99_LATENCY, 12);
    before.pass(20);
    var kept = before.told.stream().map(AlertEvent::alert).toList();
    var last = kept.getLast().transition();

    var after = new World(GATEWAY_DOWN, SLOW);
    restore(after, kept, last, Map.of(GATEWAY_DOWN.id(), GATEWAY_DOWN, SLOW.id(), SLOW));
    assertThat(after.book.alerts()).hasSize(2);
    after.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    assertThat(after.story()).isEmpty();
    after.see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(after.told.getLast().alert().transition()).isGreaterThan(last);
    assertThat(after.told.getLast().alert().episode().startedAt())
        .isEqualTo(kept.getFirst().episode().startedAt());
    assertThat(after.story()).containsExactly("Resolved gateway_down");
  }

  @Test
  void resolvesRestoredAlertsOfRulesAndGatewaysThatAreGone() {
    var before = new World(GATEWAY_DOWN, CHANNEL);
    before.see(IRC, Fact.CHANNEL_STATUS, "blocked");
    before.see(Subject.gateway("away"), Fact.GATEWAY_STATUS, "stopped");
    var after = new World(GATEWAY_DOWN);
    restore(
        after,
        before.told.stream().map(AlertEvent::alert).toList(),
        7,
        Map.of(GATEWAY_DOWN.id(), GATEWAY_DOWN));
    after.book.keepGateways(Set.of("home"));
    assertThat(after.story())
        .containsExactly("Resolved channel_disconnected", "Resolved gateway_down");
  }

  @Test
  void givesUpRestoredAlertsOfWhichNobodySpeaks() {
    var before = new World(GATEWAY_DOWN);
    before.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    var after = new World(GATEWAY_DOWN);
    restore(
        after, List.of(before.told.getFirst().alert()), 7, Map.of(GATEWAY_DOWN.id(), GATEWAY_DOWN));
    after.pass(Duration.ofMinutes(11));
    assertThat(after.story()).containsExactly("BecameUnknown gateway_down");
    after.pass(Duration.ofHours(24));
    assertThat(after.story()).containsExactly("Resolved gateway_down");
  }

  @Test
  void fillsTheAnnotationsIn() {
    var wording =
        new Rule.Wording(
            List.of("ops"),
            Map.of("team", "edge"),
            Map.of(
                "summary",
                template(
                    "{{ gateway }}: p99 {{ p99_latency }} ({{ severity }}), cause {{ cause }}, {{"
                        + " errors_hourly }} errors")),
            Optional.of("https://runbook.example/latency"));
    var world = new World(SLOW.with(Rule.Timing.AT_ONCE).with(wording));
    world.see(HOME, Fact.P99_LATENCY, 12.34);
    var alert = world.told.getLast().alert();
    assertThat(alert.annotations("slow_path"))
        .containsEntry("summary", "home: p99 12.3 s (warning), cause slow_path, unknown errors");
    assertThat(alert.message().receivers()).containsExactly("ops");
    assertThat(alert.identity().labels()).containsEntry("team", "edge");
  }

  private static void restore(World world, List<Alert> alerts, long last, Map<String, Rule> rules) {
    world.book.restore(new AlertBook.Kept(alerts, List.of(), last), rules);
  }
}
