package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.time.ManualTime;
import dev.lifeguard.tunnel.TunnelNews.Hint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
  private final ManualTime time = new ManualTime();
  private String network = "eth0 10.0.0.2";
  private final Surroundings surroundings = new Surroundings(time, () -> network);

  @Test
  void saysNothingWhileNothingChanges() {
    for (var second = 0; second < 10; second++) {
      time.advance(Surroundings.EVERY);
      assertThat(surroundings.news()).isEmpty();
    }
  }

  @Test
  void noticesThatTheMachineSleptBecauseOnlyWallTimeWentOn() {
    time.advance(Duration.ofSeconds(1));
    time.jump(Duration.ofMinutes(10));
    assertThat(surroundings.news()).hasValue(Hint.WOKE_UP);
    time.advance(Duration.ofSeconds(1));
    assertThat(surroundings.news()).as("once").isEmpty();
  }

  @Test
  void noticesThatTheProcessWasStoppedBecauseNobodyAsked() {
    time.advance(Duration.ofSeconds(20));
    assertThat(surroundings.news()).hasValue(Hint.WOKE_UP);
    time.advance(Surroundings.EVERY);
    assertThat(surroundings.news()).as("once").isEmpty();
  }

  @Test
  void isNotMisledByAClockThatIsSetBack() {
    time.jump(Duration.ofMinutes(-10));
    assertThat(surroundings.news()).isEmpty();
  }

  @Test
  void noticesAnotherAddressOnce() {
    network = "eth0 10.0.0.3";
    assertThat(surroundings.news()).hasValue(Hint.NETWORK_CHANGED);
    assertThat(surroundings.news()).isEmpty();
  }

  @Test
  void findsThisMachinesOwnAddresses() {
    assertThat(Surroundings.ofThisMachine()).contains("127.0.0.1");
  }
}
