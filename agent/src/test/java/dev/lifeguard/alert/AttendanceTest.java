package dev.lifeguard.alert;

import static dev.lifeguard.alert.World.HOME;
import static dev.lifeguard.rule.Rules.lasting;
import static dev.lifeguard.rule.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttendanceTest {
  private static final Rule DOWN = rule("gateway_down", "gateway_status != \"running\"");
  private static final Silence.Person ME = new Silence.Person("me", "known");
  private static final FollowUp ESCALATION =
      new FollowUp(
          Optional.of(Duration.ofHours(1)),
          List.of(
              new FollowUp.Step(Duration.ofMinutes(15), List.of("lead"), Severity.CRITICAL),
              new FollowUp.Step(Duration.ofMinutes(5), List.of("second"), Severity.WARNING)));

  @Test
  void firesInSilenceAndTellsWhenTheSilenceEnds() {
    var world = new World(DOWN);
    world.book.use(Hush.NONE.with(silence(world, 600)));
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    assertThat(world.told.getLast().alert().isSuppressed()).isTrue();
    assertThat(world.story()).containsExactly("Fired gateway_down");
    keepSeeing(world, "stopped", 605);
    assertThat(world.told.getLast().alert().isSuppressed()).isFalse();
    assertThat(world.story()).containsExactly("Unsuppressed gateway_down");
  }

  @Test
  void neverSilencesTheEnd() {
    var world = new World(DOWN);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.book.use(Hush.NONE.with(silence(world, 600)));
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(world.story())
        .containsExactly("Fired gateway_down", "Suppressed gateway_down", "Resolved gateway_down");
  }

  @Test
  void letsOnlyTheMostSevereOfOneSignalSpeak() {
    var slow = rule("slow", Severity.WARNING, "p99_latency > 10s");
    var verySlow = rule("slow", Severity.CRITICAL, "p99_latency > 30s");
    var world = new World(slow, verySlow);
    world.see(HOME, Fact.P99_LATENCY, 40);
    assertThat(world.told)
        .extracting(
            event ->
                event.kind() + " " + event.alert().severity() + " " + event.alert().isSuppressed())
        .containsExactly("fired critical false", "fired warning true");
    world.told.clear();
    world.see(HOME, Fact.P99_LATENCY, 20);
    assertThat(world.told)
        .extracting(
            event ->
                event.kind() + " " + event.alert().severity() + " " + event.alert().isSuppressed())
        .containsExactly("resolved critical false", "unsuppressed warning false");
  }

  @Test
  void suppressesTheLesserWhenTheGreaterFiresLater() {
    var slow = rule("slow", Severity.WARNING, "p99_latency > 10s");
    var verySlow = rule("slow", Severity.CRITICAL, "p99_latency > 30s");
    var world = new World(slow, verySlow);
    world.see(HOME, Fact.P99_LATENCY, 20);
    world.see(HOME, Fact.P99_LATENCY, 40);
    assertThat(world.told)
        .extracting(event -> event.kind() + " " + event.alert().severity())
        .containsExactly("fired warning", "fired critical", "suppressed warning");
  }

  @Test
  void escalatesStepByStepAndReminds() {
    var world = new World(DOWN);
    world.book.use(ESCALATION);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    assertThat(after(world, 4)).containsExactly("Fired gateway_down");
    assertThat(after(world, 1)).containsExactly("Escalated gateway_down");
    assertThat(after(world, 9)).isEmpty();
    assertThat(after(world, 1)).containsExactly("Escalated gateway_down");
    assertThat(after(world, 59)).isEmpty();
    assertThat(after(world, 1)).containsExactly("ReminderDue gateway_down");
    assertThat(after(world, 60)).containsExactly("ReminderDue gateway_down");
  }

  @Test
  void leavesThoseAloneWhoTookItUntilTheirTimeIsOver() {
    var world = new World(DOWN);
    world.book.use(ESCALATION);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    var id = world.told.getFirst().alert().id();
    var until = world.time.now().plus(Duration.ofMinutes(30));
    world.book.acknowledge(
        id, Optional.of(new Acknowledgement("ada", "on it", world.time.now(), Optional.of(until))));
    assertThat(after(world, 29)).containsExactly("Fired gateway_down", "Acknowledged gateway_down");
    assertThat(after(world, 1))
        .containsExactly("Unacknowledged gateway_down", "Escalated gateway_down");
  }

  @Test
  void takesOnlyWhatFires() {
    var world = new World(DOWN.with(lasting(Duration.ofMinutes(1), Duration.ZERO)));
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    var id = world.told.getFirst().alert().id();
    var ada = new Acknowledgement("ada", "", world.time.now(), Optional.empty());
    assertThat(world.book.acknowledge(id, Optional.of(ada))).isEmpty();
    assertThat(world.book.acknowledge("nothing", Optional.of(ada))).isEmpty();
    keepSeeing(world, "stopped", 60);
    assertThat(world.book.acknowledge(id, Optional.of(ada)))
        .hasValueSatisfying(alert -> assertThat(alert.handling().acknowledgement()).contains(ada));
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    keepSeeing(world, "stopped", 60);
    assertThat(world.told.getLast().alert().handling().acknowledgement()).isEmpty();
  }

  @Test
  void explainsEveryStep() {
    var world = new World(DOWN);
    world.book.use(Hush.NONE.with(silence(world, 600)));
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    keepSeeing(world, "stopped", 10);
    var explanation = world.book.explain(world.told.getFirst().alert().id()).orElseThrow();
    assertThat(explanation.steps())
        .extracting(step -> step.name() + ": " + step.outcome() + ": " + step.because())
        .containsExactly(
            "condition: breached: gateway_status != \"running\"; seen: gateway_status=stopped; from default",
            "path: free: nothing before it on the path is broken",
            "state: firing: firing for 10s",
            "flapping: steady: 0 % of the last 4 results were changes",
            "quiet: suppressed: silence s1: known (me)",
            "follow-up: nothing due: suppressed by silence s1: known (me)");
  }

  private static Silence silence(World world, int seconds) {
    var now = world.time.now();
    return new Silence(
        "s1", List.of(Matcher.equal("gateway", "home")), ME, now, now.plusSeconds(seconds));
  }

  private static List<String> after(World world, int minutes) {
    keepSeeing(world, "stopped", minutes * 60);
    return world.story();
  }

  private static void keepSeeing(World world, String status, int seconds) {
    for (var passed = 0; passed < seconds; passed += 5) {
      world.see(HOME, Fact.GATEWAY_STATUS, status);
      world.pass(5);
    }
    world.see(HOME, Fact.GATEWAY_STATUS, status);
  }
}
