package dev.lifeguard.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30                            | ''                                      | PT30S",
        "Fri, 20 Nov 2026 10:01:00 GMT | ''                                      | PT1M",
        "999999999                     | ''                                      | PT15M",
        "                              | {\"parameters\":{\"retry_after\":17}}   | PT17S",
        "                              | {\"retry_after\":0.25}                  | PT0.25S",
        "                              | {\"retry_after\":1e300}                 | PT15M",
        "5                             | {\"retry_after\":90}                    | PT5S"
      })
  void isReadFromHeaderOrBody(String header, String body, Duration expected) {
    assertThat(RetryAfter.asked(header, Buffer.buffer(body), NOW)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soon                          | ''",
        "-5                            | ''",
        "0                             | ''",
        "Fri, 20 Nov 2026 09:00:00 GMT | ''",
        "                              | {\"retry_after\":\"x\"}",
        "                              | {\"retry_after\":-1}",
        "                              | {broken",
        "                              | [1]"
      })
  void nonsenseAsksForNothing(String header, String body) {
    assertThat(RetryAfter.asked(header, Buffer.buffer(body), NOW)).isEmpty();
  }

  @Test
  void aReceiverIsNeverAskedSoonerThanItWishes() {
    assertThat(Pause.after(1, Duration.ofMinutes(15))).isEqualTo(Duration.ofMinutes(15));
    assertThat(Pause.after(12, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(1));
  }
}
