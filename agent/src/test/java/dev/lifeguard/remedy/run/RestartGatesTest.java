package dev.lifeguard.remedy.run;

import static dev.lifeguard.remedy.run.Stories.GATEWAY;
import static dev.lifeguard.remedy.run.Stories.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.peer.Await;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway is restarted only when it is down, and nobody else sees to it. */
class RestartGatesTest {
  private static final Subject TELEGRAM =
      new Subject("home", Map.of("channel", "telegram", "account", "default"));
  private static final Subject FORWARD = Subject.forward("home", "ssh", "gateway");
  private static final String OTHERS = "SELECT count(*) AS n FROM remedy_restart WHERE run = ''";
  private static final String CHANNEL =
      """
      - name: restart-channel
        trigger: [channel_disconnected]
        mode: auto
        steps: [{channel.restart: {}}]
        verify: {check: channel_status == "active", within: 2m}
      """;

  @TempDir Path folder;

  @Test
  void restartsAGatewayOnlyWhenItWasSeenDownTwice() {
    try (var stage = new Stage(folder).with(GATEWAY)) {
      stage.see(HOME, Fact.P99_LATENCY, FactValue.of(Duration.ofMillis(2500)));
      stage.fire("gateway_down", HOME);
      stage.turn(Duration.ofSeconds(10));
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
      stage.turn(Duration.ofSeconds(10));
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
  void waitsForAsLongAsTheTwoLooksNeedSinceItMayComeBackByItself() {
    try (var stage = new Stage(folder).with(GATEWAY)) {
      var alert = stage.fire("gateway_down", HOME);
      stage.turn(Duration.ofSeconds(9));
      assertThat(stage.acts).isEmpty();
      stage.resolve(alert);
      stage.turn(Duration.ofMinutes(1));
      assertThat(stage.acts).isEmpty();
      assertThat(stage.runs()).isEmpty();
    }
  }

  @Test
  void leavesAGatewayToASupervisorThatIsAtItUntilItGivesUp() {
    try (var stage = new Stage(folder).with(GATEWAY)) {
      stage.obstacles.put("gateway.restart", new Block(Why.SUPERVISOR, "systemd is starting it"));
      stage.fire("gateway_down", HOME);
      stage.turn(Duration.ofSeconds(10));
      Await.until("it was asked", () -> stage.blocked().contains("supervisor"));
      stage.turn(Duration.ofSeconds(20));
      assertThat(stage.done()).isEmpty();
      stage.obstacles.clear();
      for (int i = 0; i < 20 && stage.last().isEmpty(); i++) stage.turn(Duration.ofSeconds(31));
      stage.run(RunState.VERIFYING);
    }
  }

  @Test
  void leavesAChannelToOpenClawsOwnMonitorThoughNoGatewayIsRestarted() {
    try (var stage = new Stage(folder).with(CHANNEL)) {
      stage.obstacles.put("channel.restart", new Block(Why.SUPERVISOR, "attempt 3 of 10"));
      stage.fire("channel_disconnected", TELEGRAM);
      Await.until("it was asked", () -> stage.blocked().contains("supervisor"));
      assertThat(stage.done()).isEmpty();
      assertThat(stage.acts).isEmpty();
    }
  }

  @Test
  void showsAPersonWhoElseIsAtItAndLetsThemDecide() {
    try (var stage = new Stage(folder).with(CHANNEL.replace("mode: auto", "mode: approve"))) {
      stage.obstacles.put("channel.restart", new Block(Why.SUPERVISOR, "attempt 3 of 10"));
      stage.fire("channel_disconnected", TELEGRAM);
      var asked = stage.run(RunState.AWAITING_APPROVAL);
      assertThat(asked.approval().orElseThrow().toString()).contains("attempt 3 of 10");
      Stage.done(stage.desk.approve(asked.id(), "anna"));
      stage.run(RunState.VERIFYING);
    }
  }

  @Test
  void suggestsNothingThatWouldNotHelpUntilItWould() {
    try (var stage = new Stage(folder).with(CHANNEL.replace("mode: auto", "mode: suggest"))) {
      stage.obstacles.put("channel.restart", new Block(Why.FUTILE, "Telegram is gone"));
      stage.fire("channel_disconnected", TELEGRAM);
      Await.until("it was asked", () -> stage.blocked().contains("futile"));
      assertThat(stage.runs()).isEmpty();
      stage.obstacles.clear();
      for (int i = 0; i < 20 && stage.runs().isEmpty(); i++) stage.turn(Duration.ofSeconds(31));
      stage.run(RunState.PROPOSED);
    }
  }

  @Test
  void restartsNoGatewayThatRejectsItsConfigurationAndAsksNobody() {
    try (var stage = new Stage(folder).with(GATEWAY.replace("mode: auto", "mode: approve"))) {
      stage.see(HOME, Fact.GATEWAY_REASON, FactValue.of("config_rejected"));
      stage.fire("gateway_down", HOME);
      stage.turn(Duration.ofSeconds(10));
      Await.until("it was asked", () -> stage.blocked().contains("futile"));
      assertThat(stage.runs()).isEmpty();
    }
  }

  @Test
  void givesNoNewSessionToAForwardThatTheServerForbids() {
    var restart =
        CHANNEL
            .replace("[channel_disconnected]", "[tunnel_down]")
            .replace("[{channel", "[{tunnel.restart: {}}, {channel")
            .replace("channel_status == \"active\"", "tunnel_up == 1");
    try (var stage = new Stage(folder).with(restart)) {
      stage.see(FORWARD, Fact.FORWARD_REASON, FactValue.of("forwarding_denied"));
      stage.fire("tunnel_down", FORWARD);
      Await.until("it was asked", () -> stage.blocked().contains("futile"));
      assertThat(stage.runs()).isEmpty();
      stage.see(FORWARD, Fact.FORWARD_REASON, FactValue.of("reset"));
      for (int i = 0; i < 20 && stage.runs().isEmpty(); i++) stage.turn(Duration.ofSeconds(31));
      stage.run(RunState.VERIFYING);
    }
  }

  @Test
  void triesWhatAnEarlierStepMayHaveMadeUseful() {
    var mended = CHANNEL.replace("[{channel", "[{tunnel.restart: {}}, {channel");
    try (var stage = new Stage(folder).with(mended)) {
      stage.obstacles.put("channel.restart", new Block(Why.FUTILE, "Telegram is gone"));
      stage.fire("channel_disconnected", TELEGRAM);
      stage.run(RunState.VERIFYING);
    }
  }

  @Test
  void countsRestartsThatOthersMadeAndOwnOnesOnce() {
    try (var stage = new Stage(folder).with(GATEWAY)) {
      for (int i = 0; i < 2; i++) {
        stage.bus.publish(new GatewayEvent.Restarted("home", "b" + i, "b" + (i + 1), stage.now()));
        stage.settle();
      }
      stage.fire("gateway_down", HOME);
      assertThat(stage.blocked()).containsExactly("budget");
      assertThat(stage.pages()).hasSize(1);
      stage.turn(Duration.ofMinutes(5));
      stage.run(RunState.VERIFYING);
      stage.bus.publish(new GatewayEvent.Restarted("home", "b2", "b3", stage.now()));
      stage.still();
      assertThat(Stage.done(stage.store.query(OTHERS, row -> row.number("n")))).containsExactly(2L);
    }
  }
}
