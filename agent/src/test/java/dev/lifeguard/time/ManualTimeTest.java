package dev.lifeguard.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
  private final ManualTime time = new ManualTime();
  private final List<String> rung = new ArrayList<>();

  @Test
  void ringsInOrderOfTheDueTime() {
    time.after(Duration.ofSeconds(2), () -> rung.add("second"));
    time.after(Duration.ofSeconds(1), () -> rung.add("first"));
    time.advance(Duration.ofMillis(1500));
    assertThat(rung).containsExactly("first");
    time.advance(Duration.ofSeconds(1));
    assertThat(rung).containsExactly("first", "second");
  }

  @Test
  void ringsAgainUntilCancelled() {
    var timer = time.every(Duration.ofSeconds(1), () -> rung.add("tick"));
    time.advance(Duration.ofSeconds(3));
    timer.cancel();
    timer.cancel();
    time.advance(Duration.ofSeconds(3));
    assertThat(rung).hasSize(3);
  }

  @Test
  void aJumpOfTheWallClockMovesNoTimer() {
    time.after(Duration.ofSeconds(1), () -> rung.add("rung"));
    var before = time.now();
    time.jump(Duration.ofDays(-1));
    assertThat(time.now()).isEqualTo(before.minus(Duration.ofDays(1)));
    assertThat(rung).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(rung).hasSize(1);
  }
}
