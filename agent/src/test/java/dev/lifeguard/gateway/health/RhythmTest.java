package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RhythmTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private final Rhythm rhythm = new Rhythm();

  @Test
  void silenceHalfAsLongAgainAsUsualIsOutOfRhythmAndSaidOnce() {
    everyTwoSeconds(5);
    assertThat(rhythm.broken(seconds(10.9))).isFalse();
    assertThat(rhythm.broken(seconds(11.1))).isTrue();
    assertThat(rhythm.broken(seconds(20))).isFalse();
  }

  @Test
  void beforeItsRhythmIsKnownNothingIsOutOfIt() {
    everyTwoSeconds(2);
    assertThat(rhythm.broken(seconds(60))).isFalse();
  }

  @Test
  void oneLongPauseDoesNotSpoilWhatIsUsual() {
    everyTwoSeconds(5);
    heard(40);
    heard(42);
    assertThat(rhythm.broken(seconds(45.1))).isTrue();
  }

  @Test
  void livelyChannelIsNotProbedAtEachPause() {
    everyTwoSeconds(5);
    assertThat(rhythm.broken(seconds(12))).isTrue();
    heard(13);
    assertThat(rhythm.broken(seconds(17))).isFalse();
    assertThat(rhythm.broken(seconds(23))).isTrue();
  }

  @Test
  void clockOfTheGatewayThatWasSetBackTellsNoGap() {
    for (var i = 4; i > 0; i--) heard(i);
    assertThat(rhythm.broken(seconds(100))).isFalse();
  }

  private void everyTwoSeconds(int times) {
    for (var i = 0; i < times; i++) heard(2 * i);
  }

  private void heard(double at) {
    rhythm.heard(START.plusMillis((long) (at * 1000)), seconds(at));
  }

  private static long seconds(double at) {
    return Duration.ofMillis((long) (at * 1000)).toNanos();
  }
}
