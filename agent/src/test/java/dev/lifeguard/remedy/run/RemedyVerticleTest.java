package dev.lifeguard.remedy.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemedyVerticleTest {
  private static final Subject FORWARD = Subject.forward("home", "ssh", "gateway");
  private static final String RESTART =
      """
      - name: restart-tunnel
        trigger: [tunnel_down]
        mode: auto
        steps: [{tunnel.restart: {}}]
        verify: {check: tunnel_up == 1, within: 30s}
        limits: {cooldown: 1m, budget: 5 per 1h}
      """;

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
      stage.turn(Duration.ofMillis(100));
      stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(true));
      var run = stage.run(RunState.VERIFIED);
      assertThat(run.because()).contains("tunnel_up == 1").contains("is 1");
    }
  }
}
