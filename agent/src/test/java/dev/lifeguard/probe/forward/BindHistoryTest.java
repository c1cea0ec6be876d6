package dev.lifeguard.probe.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BindHistoryTest {
  private static final long STEP = Duration.ofSeconds(15).toNanos();

  private final BindHistory history = new BindHistory();

  @Test
  void isTheShareOfTheLooksThatCarried() {
    assertThat(history.add(true, 0)).isEqualTo(1);
    assertThat(history.add(false, STEP)).isEqualTo(0.5);
    assertThat(history.add(true, 2 * STEP)).isEqualTo(2 / 3.0);
  }

  @Test
  void forgetsAFailureAfterTwentyLooks() {
    history.add(false, 0);
    for (int i = 1; i < 20; i++) assertThat(history.add(true, i * STEP)).isLessThan(1);
    assertThat(history.add(true, 20 * STEP)).isEqualTo(1);
  }

  @Test
  void forgetsAFailureAfterAnHour() {
    history.add(false, 0);
    assertThat(history.add(true, Duration.ofMinutes(61).toNanos())).isEqualTo(1);
  }
}
