package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Phases.Phase;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  @ParameterizedTest(name = "{0}, failure {1}: {2} ms")
  @CsvSource({
    "REFUSED,           1,   250",
    "REFUSED,           2,   500",
    "REFUSED,           9,  2000",
    "CONNECT_TIMEOUT,   1,   250",
    "CONNECT_TIMEOUT,  99, 10000",
    "PIN_MISMATCH,      1, 30000",
    "PAIRING_REQUIRED,  7, 10000",
    "RATE_LIMITED,      1, 30000"
  })
  void waitsAsLongAsTheReasonDeserves(Reason reason, int failures, long millis) {
    assertThat(Backoff.after(failure(reason, Optional.empty()), failures, 1))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void isSpreadOverHalfItsLength() {
    var failure = failure(Reason.REFUSED, Optional.empty());
    assertThat(Backoff.after(failure, 9, 0)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void obeysTheGatewayButNotForEver() {
    assertThat(Backoff.after(failure(Reason.REFUSED, Optional.of(Duration.ofSeconds(20))), 1, 0))
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(Backoff.after(failure(Reason.REFUSED, Optional.of(Duration.ofDays(20))), 1, 0))
        .isEqualTo(Duration.ofMinutes(10));
  }

  private static HandshakeFailure failure(Reason reason, Optional<Duration> wait) {
    return new HandshakeFailure(
        Phase.HELLO, new Failure(reason, ""), Phases.NONE, wait, Optional.empty());
  }
}
