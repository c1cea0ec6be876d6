package dev.lifeguard.remedy.run;

import static dev.lifeguard.remedy.run.Stories.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Finding;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped remedies of slowness: what is done depends on the cause that was found. */
class LatencyTest {
  @TempDir Path folder;

  /** The remedies that ship with the agent. */
  private static String shipped() throws IOException {
    try (var file = LatencyTest.class.getResourceAsStream("/rules/remedies.yaml")) {
      var text =
          file == null
              ? Files.readString(Path.of("../rules/remedies.yaml"))
              : new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return text.substring(text.indexOf("\n  - name:") + 1).stripIndent();
    }
  }

  private static void explain(Stage stage, Alert alert, Cause cause) {
    var finding =
        new Finding(cause, Confidence.CERTAIN, List.of("seen by the test"), List.of(), List.of());
    var diagnosis =
        new Diagnosis(
            "home",
            stage.now(),
            Diagnosis.Basis.KNOWN_FACTS,
            List.of(),
            List.of(),
            new Diagnosis.Answer.Found(List.of(finding), Optional.empty()),
            List.of());
    stage.bus.publish(
        new CauseFound(Optional.of(alert.id()), Optional.empty(), "home", diagnosis, stage.now()));
    stage.settle();
  }

  @Test
  void aSlowPathIsSwitchedAndThenTheTunnelIsLeftAlone() throws IOException {
    try (var stage = new Stage(folder).with(shipped())) {
      stage.behaviours.put(
          "tunnel.switch-path", _ -> StepOutcome.done("took another", "switched", "true"));
      explain(stage, stage.fire("high_latency", HOME), Cause.SLOW_PATH);
      var run = stage.run(RunState.VERIFYING);
      assertThat(run.remedy()).isEqualTo("relieve-latency");
      assertThat(stage.done()).containsExactly("tunnel.switch-path home");
      assertThat(run.steps().getLast().state()).isEqualTo(Run.StepState.SKIPPED);
    }
  }

  @Test
  void aSlowPathWithoutAnotherHasItsTunnelRestarted() throws IOException {
    try (var stage = new Stage(folder).with(shipped())) {
      stage.behaviours.put("tunnel.switch-path", _ -> new StepOutcome.Skipped("there is no other"));
      explain(stage, stage.fire("high_latency", HOME), Cause.SLOW_PATH);
      stage.run(RunState.VERIFYING);
      assertThat(stage.done()).containsExactly("tunnel.switch-path home", "tunnel.restart home");
    }
  }

  @Test
  void aBusyGatewayIsNotTouchedAndItsRestartOnlySuggested() throws IOException {
    try (var stage = new Stage(folder).with(shipped())) {
      explain(stage, stage.fire("high_latency", HOME), Cause.OVERLOAD_EVENT_LOOP);
      stage.turn(Duration.ofSeconds(10));
      var run = stage.run(RunState.PROPOSED);
      assertThat(run.remedy()).isEqualTo("relieve-busy-gateway");
      assertThat(stage.blocked()).contains("when");
      stage.turn(Duration.ofMinutes(10));
      assertThat(stage.done()).isEmpty();
    }
  }
}
