package dev.lifeguard.remedy.run;

import static dev.lifeguard.remedy.run.Stories.FORWARD;
import static dev.lifeguard.remedy.run.Stories.GATEWAY;
import static dev.lifeguard.remedy.run.Stories.HOME;
import static dev.lifeguard.remedy.run.Stories.RESTART;
import static dev.lifeguard.remedy.run.Stories.failOnce;
import static dev.lifeguard.remedy.run.Stories.isUpLater;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.peer.Await;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.run.RemedyDesk.Order;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps remedies from making it worse. */
class RestraintTest {
  @TempDir Path folder;

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
}
