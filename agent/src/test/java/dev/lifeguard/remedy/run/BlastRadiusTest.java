package dev.lifeguard.remedy.run;

import static dev.lifeguard.remedy.run.Stories.FORWARD;
import static dev.lifeguard.remedy.run.Stories.GATEWAY;
import static dev.lifeguard.remedy.run.Stories.MOMENT;
import static dev.lifeguard.remedy.run.Stories.RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.alert.AlertState;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too much is down at once: nothing is done, and a person is told. */
class BlastRadiusTest {
  @TempDir Path folder;

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

  private static void fall(Stage stage, int number) {
    stage.fire("gateway_down", Subject.gateway("g" + number));
  }

  @Test
  void restartsNothingWhenOneGatewayFallsAfterTheOther() {
    try (var stage = new Stage(folder)) {
      for (int i = 1; i <= 12; i++) stage.gateway("g" + i, Optional.empty());
      stage.with(GATEWAY);
      for (int i = 1; i <= 12; i++) {
        fall(stage, i);
        stage.turn(Duration.ofSeconds(1));
      }
      stage.turn(Duration.ofMinutes(1));
      assertThat(stage.done()).isEmpty();
      assertThat(stage.pages()).hasSize(1);
    }
  }

  @Test
  void countsWhatWasMendedAMomentAgo() {
    try (var stage = new Stage(folder)) {
      for (int i = 1; i <= 7; i++) stage.gateway("g" + i, Optional.empty());
      stage.with(RESTART);
      for (int i = 1; i <= 2; i++) {
        var forward = Subject.forward("g" + i, "ssh", "gateway");
        var alert = stage.fire("tunnel_down", forward);
        stage.run(RunState.VERIFYING);
        stage.turn(MOMENT);
        stage.see(forward, Fact.TUNNEL_UP, FactValue.of(true));
        stage.run(RunState.VERIFIED);
        stage.resolve(alert);
      }
      stage.fire("tunnel_down", Subject.forward("g3", "ssh", "gateway"));
      assertThat(stage.blocked()).containsExactly("blast_radius");
      stage.turn(Duration.ofSeconds(31));
      assertThat(stage.run(RunState.VERIFYING).gateway()).isEqualTo("g3");
    }
  }
}
