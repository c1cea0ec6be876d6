package dev.lifeguard.alert.trial;

import static dev.lifeguard.rule.Rules.lasting;
import static dev.lifeguard.rule.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.trial.Replay.Recording;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Rule SLOW =
      rule("high_latency", "p99_latency > 10s").with(lasting(Duration.ofMinutes(2), Duration.ZERO));

  private final List<Observed> looks = new ArrayList<>();
  private final List<Instant> presence = new ArrayList<>();

  private void minutes(double seconds, int from, int count) {
    for (var i = 0; i < count; i++)
      looks.add(
          new Observed(
              Subject.gateway("home"),
              Fact.P99_LATENCY,
              FactValue.of(seconds),
              START.plus(Duration.ofMinutes(from + i))));
  }

  private List<Replay.Fire> fires() {
    return Replay.of(RuleSet.of(SLOW), Map.of(), new Recording(looks, presence));
  }

  @Test
  void saysWhenItWouldHaveFiredAndForHowLong() {
    minutes(1, 0, 5);
    minutes(12, 5, 10);
    minutes(1, 15, 5);
    assertThat(fires())
        .singleElement()
        .satisfies(
            fire -> {
              assertThat(fire.firedAt()).isEqualTo(START.plus(Duration.ofMinutes(7)));
              assertThat(fire.endedAt()).contains(START.plus(Duration.ofMinutes(15)));
              assertThat(fire.alert().message().evidence()).contains("p99_latency=12 s");
            });
  }

  @Test
  void doesNotFireOnWhatDidNotLast() {
    minutes(12, 0, 1);
    minutes(1, 1, 3);
    assertThat(fires()).isEmpty();
  }

  @Test
  void countsNoTimeInWhichTheAgentStoodStill() {
    minutes(1, 0, 5);
    minutes(12, 5, 1);
    minutes(12, 65, 1);
    minutes(1, 66, 3);
    assertThat(fires()).as("one minute before the gap and one after it").isEmpty();
  }

  @Test
  void takesRareLooksForNoGapWhileTheAgentWasThere() {
    for (var i = 0; i < 8; i++) minutes(12, 10 * i, 1);
    for (var i = 0; i < 80; i++) presence.add(START.plus(Duration.ofMinutes(i)));
    assertThat(fires())
        .singleElement()
        .satisfies(fire -> assertThat(fire.firedAt()).isEqualTo(START.plus(Duration.ofMinutes(2))));
  }

  @Test
  void tellsOfAFireThatIsNotOver() {
    minutes(12, 0, 5);
    assertThat(fires())
        .singleElement()
        .satisfies(
            fire -> {
              assertThat(fire.endedAt()).isEmpty();
              assertThat(fire.lasted(START.plus(Duration.ofMinutes(9)))).hasMinutes(7);
            });
  }
}
