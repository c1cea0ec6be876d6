package dev.lifeguard.remedy.run;

import static dev.lifeguard.remedy.run.Stories.ASKING;
import static dev.lifeguard.remedy.run.Stories.FORWARD;
import static dev.lifeguard.remedy.run.Stories.GATEWAY;
import static dev.lifeguard.remedy.run.Stories.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.run.RemedyDesk.Order;
import dev.lifeguard.remedy.run.RemedyDesk.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is asked, and answers or does not. */
class ApprovalTest {
  @TempDir Path folder;

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
  void whoeverRunsWhatMustBeSeenIsShownItFirstAndAskedInSpiteOfWhatTheyOverruled() {
    var trusting =
        """
        - name: trust
          trigger: [tunnel_down]
          mode: suggest
          steps: [{ssh.accept-host-key: {}}]
          verify: {check: tunnel_up == 1, within: 30s}
          limits: {blast-radius: 1, blockers: [disk_full]}
        """;
    try (var stage = new Stage(folder).with(trusting)) {
      stage.fire("disk_full", HOME);
      var order = new Order("trust", HOME, "cli:ada", Set.of(Why.BLOCKER));
      var begun = Stage.done(stage.desk.run(order));
      assertThat(begun).isInstanceOf(Outcome.Accepted.class);
      var asked = ((Outcome.Accepted) begun).run();
      assertThat(asked.state()).isEqualTo(RunState.AWAITING_APPROVAL);
      assertThat(asked.approval().orElseThrow().question().diff()).contains("+new");
      assertThat(stage.done()).isEmpty();
      assertThat(Stage.done(stage.desk.approve(asked.id(), "cli:ada")))
          .isInstanceOf(Outcome.Accepted.class);
      stage.run(RunState.VERIFYING);
      assertThat(stage.done()).hasSize(1);
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
  void asksAPersonInModeAutoBeforeAForcedRestart() {
    try (var stage =
        new Stage(folder)
            .with(GATEWAY.replace("gateway.restart: {}", "gateway.restart: {safe: false}"))) {
      stage.fire("gateway_down", HOME);
      stage.turn(Duration.ofSeconds(10));
      stage.run(RunState.AWAITING_APPROVAL);
      assertThat(stage.done()).isEmpty();
    }
  }

  @Test
  void takesASuggestionUpOnceAndSaysAfterwardsWhoDidSo() {
    try (var stage = new Stage(folder).with(ASKING.replace("mode: approve", "mode: suggest"))) {
      stage.fire("tunnel_down", FORWARD);
      var suggested = stage.run(RunState.PROPOSED);
      var begun = Stage.done(stage.desk.approve(suggested.id(), "cli:ada"));
      var next = ((Outcome.Accepted) begun).run();
      assertThat(Stage.done(stage.desk.approve(suggested.id(), "cli:eve")))
          .hasToString(
              new Outcome.Refused(
                      "the suggestion "
                          + suggested.id()
                          + " is over: taken up by cli:ada as run "
                          + next.id())
                  .toString());
      assertThat(Stage.done(stage.desk.reject(suggested.id(), "cli:eve", "")))
          .isInstanceOf(Outcome.Refused.class);
      stage.settle();
      assertThat(stage.done()).hasSize(1);
    }
  }

  @Test
  void turnsASuggestionDown() {
    try (var stage = new Stage(folder).with(ASKING.replace("mode: approve", "mode: suggest"))) {
      stage.fire("tunnel_down", FORWARD);
      var suggested = stage.run(RunState.PROPOSED);
      Stage.done(stage.desk.reject(suggested.id(), "cli:ada", "not now"));
      var down = stage.run(RunState.REJECTED);
      assertThat(down.because()).isEqualTo("rejected by cli:ada: not now");
      assertThat(Stage.done(stage.desk.approve(down.id(), "cli:eve")))
          .isEqualTo(new Outcome.Refused("run " + down.id() + " is rejected, nobody is asked"));
      assertThat(stage.done()).isEmpty();
    }
  }
}
