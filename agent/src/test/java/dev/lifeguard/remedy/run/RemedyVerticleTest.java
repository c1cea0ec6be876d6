package dev.lifeguard.remedy.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.alert.AlertState;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.peer.Await;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.run.RemedyDesk.Order;
import dev.lifeguard.remedy.run.RemedyDesk.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemedyVerticleTest {
  private static final Subject HOME = Subject.gateway("home");
  private static final Subject FORWARD = Subject.forward("home", "ssh", "gateway");
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final String RESTART =
      """
      - name: restart-tunnel
        trigger: [tunnel_down]
        mode: auto
        steps: [{tunnel.restart: {}}]
        verify: {check: tunnel_up == 1, within: 30s}
        limits: {cooldown: 1m, budget: 5 per 1h, breaker: {after: 2, pause: 10m}}
        otherwise: page
      """;
  private static final String ASKING = RESTART.replace("mode: auto", "mode: approve");
  private static final String GATEWAY =
      """
      - name: restart-gateway
        trigger: [gateway_down]
        mode: auto
        steps: [{gateway.restart: {}}]
        verify: {check: gateway_status == "running", within: 5m}
      """;

  @TempDir Path folder;

  private static void isUpLater(Stage stage) {
    stage.turn(MOMENT);
    stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(true));
  }

  @Test
  void repairsByItselfAndIsVerifiedOnlyByWhatIsSeenLater() {
    try (var stage = new Stage(folder).with(RESTART)) {
      stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(false));
      stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.VERIFYING);
      assertThat(stage.done()).containsExactly("tunnel.restart " + FORWARD);
      stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(true)); // in the same moment: not later
      assertThat(stage.last().map(Run::state)).contains(RunState.VERIFYING);
      isUpLater(stage);
      var run = stage.run(RunState.VERIFIED);
      assertThat(run.because()).contains("tunnel_up == 1").contains("is 1");
      assertThat(stage.acts).contains("look home");
    }
  }

  @Test
  void isInconclusiveWhenNobodySawAnything() {
    try (var stage = new Stage(folder).with(RESTART)) {
      stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.VERIFYING);
      stage.turn(Duration.ofSeconds(31));
      stage.run(RunState.INCONCLUSIVE);
    }
  }

  @Test
  void opensItsBreakerPagesHalfOpensAndClosesWithASuccess() {
    try (var stage = new Stage(folder).with(RESTART)) {
      failOnce(stage);
      stage.turn(Duration.ofMinutes(3));
      failOnce(stage);
      assertThat(stage.pages())
          .last()
          .satisfies(
              page -> assertThat(page.headline()).isEqualTo("restart-tunnel gave up on home"));
      stage.turn(Duration.ofMinutes(3));
      stage.fire("tunnel_down", FORWARD);
      assertThat(stage.blocked()).last().isEqualTo("breaker");
      stage.turn(Duration.ofMinutes(8));
      stage.run(RunState.VERIFYING);
      isUpLater(stage);
      stage.run(RunState.VERIFIED);
      assertThat(stage.events)
          .hasAtLeastOneElementOfType(RemedyEvent.BreakerOpened.class)
          .hasAtLeastOneElementOfType(RemedyEvent.BreakerHalfOpened.class)
          .hasAtLeastOneElementOfType(RemedyEvent.BreakerClosed.class);
    }
  }

  private static void failOnce(Stage stage) {
    var alert = stage.fire("tunnel_down", FORWARD);
    stage.run(RunState.VERIFYING);
    stage.turn(MOMENT);
    stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(false));
    stage.turn(Duration.ofSeconds(31));
    stage.run(RunState.FAILED);
    stage.resolve(alert);
  }

  @Test
  void hasOneTryInAnEpisode() {
    try (var stage = new Stage(folder).with(RESTART)) {
      var alert = stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.VERIFYING);
      isUpLater(stage);
      stage.run(RunState.VERIFIED);
      stage.turn(Duration.ofMinutes(5));
      stage.bus.publish(new AlertEvent.AlertRelapsed(alert, "test", stage.time.moment()));
      stage.settle();
      assertThat(stage.runs()).hasSize(1);
      assertThat(stage.blocked()).containsExactly("same_episode");
    }
  }

  @Test
  void doesNothingAndPagesOnceWhenTwelveGatewaysAreDownAtOnce() {
    try (var stage = new Stage(folder)) {
      for (int i = 1; i <= 12; i++) stage.gateway("g" + i, Optional.empty());
      stage.with(RESTART);
      for (int i = 1; i <= 12; i++) {
        var forward = Subject.forward("g" + i, "ssh", "gateway");
        var alert = stage.alert("tunnel_down", forward);
        stage.bus.publish(new AlertEvent.AlertFired(alert, "test", stage.time.moment()));
      }
      stage.settle();
      stage.turn(Duration.ofSeconds(30));
      assertThat(stage.done()).isEmpty();
      assertThat(stage.runs()).isEmpty();
      assertThat(stage.blocked()).hasSize(12).containsOnly("blast_radius");
      assertThat(stage.pages())
          .hasSize(1)
          .first()
          .satisfies(page -> assertThat(page.text()).contains("12 of 13 gateways"));
    }
  }

  @Test
  void countsWhatIsPendingAsInNeedToo() {
    try (var stage = new Stage(folder)) {
      for (int i = 1; i <= 3; i++) stage.gateway("g" + i, Optional.empty());
      stage.with(RESTART);
      for (int i = 1; i <= 3; i++) {
        var forward = Subject.forward("g" + i, "ssh", "gateway");
        var alert =
            stage.alert("tunnel_down", forward, new AlertState.Pending(stage.time.moment()));
        stage.bus.publish(new AlertEvent.AlertPending(alert, "test", stage.time.moment()));
      }
      stage.fire("tunnel_down", FORWARD);
      assertThat(stage.blocked()).containsExactly("blast_radius");
    }
  }

  @Test
  void asksAndBeginsOnlyWithAYes() {
    try (var stage = new Stage(folder).with(ASKING)) {
      stage.fire("tunnel_down", FORWARD);
      var asked = stage.run(RunState.AWAITING_APPROVAL);
      var question = asked.approval().orElseThrow().question();
      assertThat(question.text()).isEqualTo("1. tunnel.restart: would tunnel.restart");
      assertThat(question.diff()).contains("+new");
      assertThat(question.blastRadius()).isEqualTo("1 of 1 gateways call for it");
      assertThat(stage.done()).isEmpty();
      assertThat(Stage.done(stage.desk.approve(asked.id(), "cli:ada")))
          .isInstanceOf(Outcome.Accepted.class);
      var run = stage.run(RunState.VERIFYING);
      assertThat(run.approvedBy()).contains("cli:ada");
      assertThat(Stage.done(stage.desk.approve(asked.id(), "cli:eve")))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void takesALinkOnceAndNoForgedOne() {
    try (var stage = new Stage(folder).with(ASKING)) {
      stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.AWAITING_APPROVAL);
      var link =
          stage.events.stream()
              .filter(RemedyEvent.ApprovalNeeded.class::isInstance)
              .map(event -> ((RemedyEvent.ApprovalNeeded) event).link())
              .findFirst()
              .orElseThrow();
      var token = link.substring("/approve/".length());
      var forged = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA");
      assertThat(Stage.done(stage.desk.question(forged))).isEmpty();
      assertThat(Stage.done(stage.desk.answer(forged, Word.YES)))
          .isInstanceOf(Outcome.Refused.class);
      assertThat(Stage.done(stage.desk.question(token))).isPresent();
      assertThat(Stage.done(stage.desk.answer(token, Word.YES)))
          .isInstanceOf(Outcome.Accepted.class);
      assertThat(Stage.done(stage.desk.answer(token, Word.YES)))
          .isInstanceOf(Outcome.Refused.class);
      stage.run(RunState.VERIFYING);
      assertThat(folder.resolve("approval.key")).exists();
    }
  }

  @Test
  void letsAQuestionExpireAndDoesNothing() {
    try (var stage = new Stage(folder).with(ASKING)) {
      stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.AWAITING_APPROVAL);
      stage.turn(Duration.ofMinutes(31));
      assertThat(stage.run(RunState.EXPIRED).because()).isEqualTo("nobody answered in time");
      assertThat(stage.done()).isEmpty();
    }
  }

  @Test
  void withdrawsAQuestionWhenTheAlertIsOver() {
    try (var stage = new Stage(folder).with(ASKING)) {
      var alert = stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.AWAITING_APPROVAL);
      stage.resolve(alert);
      stage.turn(Duration.ofSeconds(2));
      assertThat(stage.run(RunState.EXPIRED).because()).isEqualTo("the alert is over");
    }
  }

  @Test
  void letsTheStricterOfRemedyAndGatewayWin() {
    try (var stage = new Stage(folder)) {
      stage.gateway("home", Optional.of(Mode.SUGGEST));
      stage.gateway("lab", Optional.of(Mode.OBSERVE));
      stage.with(RESTART);
      stage.fire("tunnel_down", FORWARD);
      var proposed = stage.run(RunState.PROPOSED);
      stage.resolve(stage.fire("other"));
      assertThat(stage.done()).isEmpty();
      assertThat(Stage.done(stage.desk.approve(proposed.id(), "cli:ada")))
          .isInstanceOf(Outcome.Accepted.class);
      assertThat(stage.run(RunState.VERIFYING).approvedBy()).contains("cli:ada");
      var lab = stage.alert("tunnel_down", Subject.forward("lab", "ssh", "gateway"));
      stage.use(RESTART.replace("limits: {", "limits: {blast-radius: 100%, "));
      stage.bus.publish(new AlertEvent.AlertFired(lab, "test", stage.time.moment()));
      stage.settle();
      assertThat(stage.blocked()).contains("observe");
    }
  }

  @Test
  void stopsEverythingAtOnceAndLetsNothingBeginUntilItIsResumed() {
    try (var stage = new Stage(folder).with(RESTART)) {
      var hanging = new CountDownLatch(1);
      stage.behaviours.put(
          "tunnel.restart",
          _ -> {
            try {
              hanging.await();
            } catch (InterruptedException e) {
              stage.acts.add("interrupted");
            }
            return StepOutcome.done("");
          });
      stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.RUNNING);
      Stage.done(stage.desk.stop("cli:ada", "a drill"));
      assertThat(stage.run(RunState.FAILED).because()).contains("stopped by cli:ada: a drill");
      Await.until("the step is interrupted", () -> stage.done().contains("interrupted"));
      stage.turn(Duration.ofMinutes(2));
      stage.fire("tunnel_down", Subject.forward("home", "other", "gateway"));
      assertThat(stage.blocked()).last().isEqualTo("stopped");
      hanging.countDown();
      Stage.done(stage.desk.resume("cli:ada"));
      stage.run(RunState.VERIFYING);
    }
  }

  @Test
  void takesNoAlertForNewThatAroseFromItsOwnAction() {
    var both =
        RESTART
            + GATEWAY
                .replace("gateway_down", "gateway_slow")
                .replace("gateway.restart", "tunnel.restart");
    try (var stage = new Stage(folder).with(both)) {
      stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.VERIFYING);
      isUpLater(stage);
      stage.run(RunState.VERIFIED);
      stage.turn(Duration.ofSeconds(1));
      stage.fire("gateway_slow", HOME);
      assertThat(stage.blocked()).containsExactly("own_action");
      stage.turn(Duration.ofSeconds(61)); // it still fires when our action can no longer be blamed
      assertThat(stage.runs()).hasSize(2);
    }
  }

  @Test
  void restartsAGatewayOnlyWhenItWasSeenDownTwice() {
    try (var stage = new Stage(folder).with(GATEWAY)) {
      stage.see(HOME, Fact.P99_LATENCY, FactValue.of(Duration.ofMillis(2500)));
      stage.fire("gateway_down", HOME);
      stage.run(RunState.VERIFYING);
      assertThat(stage.acts)
          .containsSubsequence("ask home 2s", "ask home 25s", "gateway.restart home");
    }
  }

  @Test
  void restartsNoGatewayThatAnswersStartsOrWorks() {
    try (var stage = new Stage(folder).with(GATEWAY)) {
      stage.answering.put("home", true);
      stage.fire("gateway_down", HOME);
      Await.until("it was asked", () -> stage.blocked().contains("alive"));
      stage.see(HOME, Fact.ACTIVE_RUNS, FactValue.of(2));
      stage.turn(Duration.ofSeconds(2));
      assertThat(stage.blocked()).containsExactly("alive", "active_runs");
      stage.answering.put("home", false);
      stage.see(HOME, Fact.ACTIVE_RUNS, FactValue.of(0));
      stage.see(HOME, Fact.GATEWAY_STATE, FactValue.of("draining"));
      stage.turn(Duration.ofSeconds(40));
      assertThat(stage.done()).isEmpty();
      stage.see(HOME, Fact.GATEWAY_STATE, FactValue.of("stopped"));
      for (int i = 0; i < 20 && stage.last().isEmpty(); i++) stage.turn(Duration.ofSeconds(31));
      stage.run(RunState.VERIFYING);
    }
  }

  @Test
  void asksAPersonInModeAutoBeforeAForcedRestart() {
    try (var stage =
        new Stage(folder)
            .with(GATEWAY.replace("gateway.restart: {}", "gateway.restart: {safe: false}"))) {
      stage.fire("gateway_down", HOME);
      stage.run(RunState.AWAITING_APPROVAL);
      assertThat(stage.done()).isEmpty();
    }
  }

  @Test
  void rollsBackWhatDidNotHelp() {
    var remedy =
        """
        - name: change
          trigger: [tunnel_down]
          mode: auto
          steps: [{config.snapshot: {}}, {tunnel.restart: {}}]
          verify: {check: tunnel_up == 1, within: 30s}
          rollback: [{config.restore: {}}]
        """;
    try (var stage = new Stage(folder).with(remedy)) {
      failOnce(stage);
      assertThat(stage.done())
          .containsExactly(
              "config.snapshot " + FORWARD,
              "tunnel.restart " + FORWARD,
              "config.restore " + FORWARD);
      assertThat(stage.last().orElseThrow().because()).endsWith("; rolled back");
    }
  }

  @Test
  void skipsTriesAgainAndWaitsAsWritten() {
    var remedy =
        """
        - name: change
          trigger: [tunnel_down]
          mode: auto
          steps:
            - config.snapshot: {}
            - page: {if: switched}
            - tunnel.restart: {unless: switched, retry: 1}
            - wait: 10s
            - run: {argv: [true], if: active_runs == 0}
          verify: {check: tunnel_up == 1, within: 30s}
        """;
    try (var stage = new Stage(folder).with(remedy)) {
      stage.behaviours.put(
          "tunnel.restart",
          _ ->
              stage.done().stream().filter(act -> act.startsWith("tunnel")).count() < 2
                  ? new StepOutcome.Failed(Reason.REFUSED, "not yet")
                  : StepOutcome.done("done", "switched", "true"));
      stage.fire("tunnel_down", FORWARD);
      Await.until("a first try", () -> stage.done().size() == 2);
      stage.still();
      stage.turn(Duration.ofSeconds(1));
      Await.until("a second try", () -> stage.done().size() == 3);
      stage.still();
      stage.turn(Duration.ofSeconds(10));
      var run = stage.run(RunState.VERIFYING);
      assertThat(run.steps())
          .extracting(step -> step.state().toString())
          .containsExactly("DONE", "SKIPPED", "DONE", "DONE", "SKIPPED");
      assertThat(run.steps().get(2).attempts()).isEqualTo(2);
    }
  }

  @Test
  void cutsAStepOffAtItsLimit() {
    try (var stage =
        new Stage(folder)
            .with(RESTART.replace("tunnel.restart: {}", "run: {argv: [true], timeout: 5s}"))) {
      stage.behaviours.put(
          "run",
          _ -> {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              stage.acts.add("interrupted");
            }
            return StepOutcome.done("too late");
          });
      stage.fire("tunnel_down", FORWARD);
      Await.until("it acts", () -> !stage.done().isEmpty());
      stage.still();
      stage.turn(Duration.ofSeconds(5));
      var run = stage.run(RunState.INCONCLUSIVE);
      assertThat(run.because())
          .contains("nobody knows whether step 1 run was done")
          .contains("not done within 5 s");
      assertThat(stage.pages()).hasSize(1);
    }
  }

  @Test
  void holdsGatesAgainstAPersonTooUnlessTheyOverruleThem() {
    try (var stage = new Stage(folder).with(RESTART)) {
      stage.see(HOME, Fact.TUNNEL_UP, FactValue.of(false));
      failOnce(stage);
      var order = new Order("restart-tunnel", FORWARD, "cli:ada", Set.of());
      var blocked = (Outcome.Blocked) Stage.done(stage.desk.run(order));
      assertThat(blocked.block().why()).isEqualTo(Why.COOLDOWN);
      var insisting = new Order("restart-tunnel", FORWARD, "cli:ada", Set.of(Why.COOLDOWN));
      assertThat(Stage.done(stage.desk.run(insisting))).isInstanceOf(Outcome.Accepted.class);
      var second = (Outcome.Blocked) Stage.done(stage.desk.run(insisting));
      assertThat(second.block().why()).isEqualTo(Why.LEASE);
    }
  }

  @Test
  void saysInADryRunWhatEachGateSaysAndDoesNothing() {
    try (var stage = new Stage(folder).with(RESTART)) {
      var order = new Order("restart-tunnel", FORWARD, "cli:ada", Set.of());
      var dry = Stage.done(stage.desk.rehearse(order)).orElseThrow();
      assertThat(dry.gates()).hasSize(Why.values().length).noneMatch(gate -> gate.blocks());
      assertThat(dry.steps().getFirst().preview().text()).isEqualTo("would tunnel.restart");
      assertThat(stage.done()).isEmpty();
      assertThat(stage.runs()).isEmpty();
    }
  }

  private static Hooked hooked(Stage stage, String fingerprint, String... labels) {
    var all = new java.util.TreeMap<String, String>();
    for (int i = 0; i < labels.length; i += 2) all.put(labels[i], labels[i + 1]);
    return new Hooked(Hooked.Status.FIRING, fingerprint, all, stage.now());
  }

  @Test
  void actsOnWhatAlertmanagerSaysIsFiringOncePerEpisode() {
    try (var stage = new Stage(folder).with(RESTART)) {
      var firing = hooked(stage, "a1", "alertname", "tunnel_down", "gateway", "home");
      var resolved = new Hooked(Hooked.Status.RESOLVED, "a2", firing.labels(), stage.now());
      var unknown = hooked(stage, "a3", "alertname", "Watchdog");
      var nowhere = hooked(stage, "a4", "alertname", "tunnel_down", "gateway", "mars");
      assertThat(Stage.done(stage.desk.hooked(List.of(firing, firing, resolved, unknown, nowhere))))
          .containsExactly(
              HookResult.ACCEPTED,
              HookResult.DUPLICATE,
              HookResult.RESOLVED,
              HookResult.UNKNOWN_ALERT,
              HookResult.UNKNOWN_GATEWAY);
      stage.settle();
      stage.run(RunState.VERIFYING);
      assertThat(stage.runs()).hasSize(1);
    }
  }

  @Test
  void takesALabelOfAlertmanagerForANameOrForNothing() {
    try (var stage = new Stage(folder).with(RESTART)) {
      var trap =
          hooked(
              stage, "b1", "alertname", "tunnel_down", "gateway", "home", "tunnel", "$(touch x)");
      var lines =
          hooked(stage, "b2", "alertname", "tunnel_down", "gateway", "home", "tunnel", "a\nb");
      var huge =
          hooked(
              stage,
              "b3",
              "alertname",
              "tunnel_down",
              "gateway",
              "home",
              "tunnel",
              "x".repeat(1 << 20));
      assertThat(Stage.done(stage.desk.hooked(List.of(trap, lines, huge))))
          .containsExactly(HookResult.ACCEPTED, HookResult.BAD_LABEL, HookResult.BAD_LABEL);
      stage.settle();
      stage.run(RunState.VERIFYING);
      assertThat(stage.done()).containsExactly("tunnel.restart home{tunnel=$(touch x)}");
    }
  }

  @Test
  void keepsAnAuditThatNobodyCanChange() {
    try (var stage = new Stage(folder).with(RESTART)) {
      stage.fire("tunnel_down", FORWARD);
      stage.run(RunState.VERIFYING);
      isUpLater(stage);
      stage.run(RunState.VERIFIED);
      assertThat(Stage.done(stage.desk.audit(Optional.of("home"), 10)))
          .extracting(AuditLine::kind)
          .containsExactly("finished", "verifying", "step", "started");
      for (var sql : List.of("UPDATE remedy_audit SET who = 'nobody'", "DELETE FROM remedy_audit"))
        assertThat(stage.store.write(sql).toCompletionStage().toCompletableFuture())
            .failsWithin(Duration.ofSeconds(10));
      assertThat(Stage.done(stage.desk.audit(Optional.of("home"), 10)))
          .hasSize(4)
          .extracting(AuditLine::who)
          .contains("alert:tunnel_down");
    }
  }
}
