package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final long SECOND = 1_000_000_000L;
  private final Throttle throttle = new Throttle(2, 3);

  @Test
  void letsABurstThroughAndThenAsManyAsTimeAllows() {
    assertThat(admitted("a", 0, 5)).isEqualTo(3);
    assertThat(admitted("a", SECOND, 5)).isEqualTo(2);
  }

  @Test
  void oneAddressDoesNotUseUpWhatAnotherHas() {
    admitted("a", 0, 5);
    assertThat(admitted("b", 0, 1)).isEqualTo(1);
  }

  @Test
  void aLongPauseSavesUpNoMoreThanABurst() {
    admitted("a", 0, 3);
    assertThat(admitted("a", 3600 * SECOND, 10)).isEqualTo(3);
  }

  @Test
  void lookingTakesNothing() {
    assertThat(throttle.isEmpty("a", 0)).isFalse();
    assertThat(admitted("a", 0, 5)).isEqualTo(3);
    assertThat(throttle.isEmpty("a", 0)).isTrue();
    assertThat(throttle.isEmpty("a", SECOND)).isFalse();
  }

  private int admitted(String address, long nanos, int times) {
    var admitted = 0;
    for (var i = 0; i < times; i++) if (throttle.admits(address, nanos)) admitted++;
    return admitted;
  }
}
