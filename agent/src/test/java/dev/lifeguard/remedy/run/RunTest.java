package dev.lifeguard.remedy.run;

import static dev.lifeguard.remedy.run.Stories.FORWARD;
import static dev.lifeguard.remedy.run.Stories.RESTART;
import static dev.lifeguard.remedy.run.Stories.failOnce;
import static dev.lifeguard.remedy.run.Stories.isUpLater;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.peer.Await;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.StepOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run does, from the alert to its end. */
class RunTest {
  @TempDir Path folder;

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
      stage.turnWhenDue(Duration.ofSeconds(1));
      Await.until("a second try", () -> stage.done().size() == 3);
      stage.turnWhenDue(Duration.ofSeconds(10));
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
