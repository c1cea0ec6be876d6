package dev.lifeguard.diagnosis.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.notify.Alerts;
import dev.lifeguard.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsolvedTest {
  private final ManualTime time = new ManualTime();
  private final List<Alert> looked = new ArrayList<>();
  private final Unsolved unsolved = new Unsolved(time, looked::add);
  private final Alert slow = Alerts.Scene.of("high_latency", "home").firing(time.moment());

  @Test
  void looksAgainEverMoreRarelyAndThenNoMore() {
    unsolved.put(slow);
    for (var pause : Unsolved.PAUSES) {
      time.advance(pause.minusMillis(1));
      var before = looked.size();
      time.advance(Duration.ofMillis(1));
      assertThat(looked).hasSize(before + 1);
      unsolved.put(slow);
    }
    time.advance(Duration.ofDays(1));
    assertThat(looked).hasSize(Unsolved.PAUSES.size());
  }

  @Test
  void leavesAloneWhatHasEnded() {
    unsolved.put(slow);
    unsolved.end(slow.id());
    time.advance(Duration.ofDays(1));
    assertThat(looked).isEmpty();
    assertThat(unsolved.holds(slow)).isFalse();
  }

  @Test
  void beginsAnewWithTheNextFire() {
    unsolved.put(slow);
    time.advance(Unsolved.PAUSES.getFirst());
    unsolved.end(slow.id());
    unsolved.put(slow);
    time.advance(Unsolved.PAUSES.getFirst());
    assertThat(looked).hasSize(2);
  }
}
