package dev.lifeguard.rule.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RhythmTest {
  private final Rhythm rhythm = new Rhythm(Freshness.USUAL);

  @Test
  void isPatientUntilItHasLearntAnything() {
    assertThat(patience()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void waitsThreeUsualIntervalsButAMinuteAtLeast() {
    beats("2s", "2s");
    assertThat(patience()).isEqualTo(Duration.ofMinutes(1));
    beats("50s");
    assertThat(patience()).isEqualTo(Duration.ofSeconds(150));
  }

  @Test
  void isNotMadeHastyByABurst() {
    beats("60s");
    for (var i = 0; i < 500; i++) beats("10ms");
    assertThat(patience()).isGreaterThan(Duration.ofSeconds(170));
  }

  @Test
  void learnsAShorterIntervalInTime() {
    beats("60s");
    for (var i = 0; i < 60; i++) beats("10s");
    assertThat(patience()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void doesNotTakeOneOutageForItsRhythm() {
    beats("15s", "15s", "1h", "15s");
    assertThat(patience()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void takesTwoLongSilencesForANewRhythm() {
    beats("15s", "15s", "10m", "10m");
    assertThat(patience()).isEqualTo(Duration.ofMinutes(30));
  }

  private Duration patience() {
    return Duration.ofNanos(rhythm.patience());
  }

  private void beats(String... gaps) {
    Stream.of(gaps)
        .map(gap -> Duration.parse("PT" + gap.replace("10ms", "0.010s")))
        .forEach(gap -> rhythm.beat(gap.toNanos()));
  }
}
