package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Closed;
import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlookTest {
  private final Outlook outlook = new Outlook();

  @ParameterizedTest
  @CsvSource({
    "DRAINING, 1, true",
    "QUIET,    1, true",
    "DRAINING, 3, false",
    "STOPPED,  1, false",
    "RUNNING,  1, false",
    "STARTING, 1, false"
  })
  void lastWordsOfAGatewayThatStopsAreNoNews(GatewayState state, int seconds, boolean farewell) {
    outlook.ended(new Closed.Stopping(), 0);
    assertThat(outlook.isFarewell(Evidence.of(state, ""), nanos(seconds))).isEqualTo(farewell);
  }

  @Test
  void drainOfAGatewayThatSaidNothingIsNews() {
    outlook.ended(new Closed.Lost("1006"), 0);
    assertThat(outlook.isFarewell(Evidence.of(GatewayState.DRAINING, ""), nanos(1))).isFalse();
  }

  private static long nanos(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
