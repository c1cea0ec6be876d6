package dev.lifeguard.remedy.run;

import static dev.lifeguard.remedy.run.Stories.RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Alertmanager tells. */
class HookTest {
  @TempDir Path folder;

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
  void asksPeopleOnceHoweverManyAlertsCallForTheSame() {
    try (var stage = new Stage(folder).with(RESTART.replace("mode: auto", "mode: approve"))) {
      stage.desk.hooked(storm(stage, 1000));
      stage.settle();
      var asked = stage.run(RunState.AWAITING_APPROVAL);
      stage.turn(Duration.ofSeconds(10));
      assertThat(stage.runs()).hasSize(1);
      var first = stage.desk.approve(asked.id(), "cli:ada");
      assertThat(Stage.done(first)).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void keepsOnlySoManyOfAlertmanagersAlertsInMind() {
    try (var stage = new Stage(folder).with(RESTART.replace("mode: auto", "mode: observe"))) {
      var heard = Stage.done(stage.desk.hooked(storm(stage, Alarms.MOST_HOOKED + 1)));
      assertThat(heard.getLast()).isEqualTo(HookResult.TOO_MANY);
      assertThat(heard.subList(0, Alarms.MOST_HOOKED)).containsOnly(HookResult.ACCEPTED);
    }
  }

  private static List<Hooked> storm(Stage stage, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> hooked(stage, "s" + i, "alertname", "tunnel_down", "gateway", "home"))
        .toList();
  }
}
