package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
  /** 2026-11-22 is a Sunday. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 3 * * SUN      | 2026-11-22T03:00 | true",
        "0 3 * * SUN      | 2026-11-22T03:01 | false",
        "0 3 * * SUN      | 2026-11-23T03:00 | false",
        "0 3 * * 7        | 2026-11-22T03:00 | true",
        "0 3 * * 0        | 2026-11-22T03:00 | true",
        "*/15 * * * *     | 2026-11-22T03:45 | true",
        "*/15 * * * *     | 2026-11-22T03:46 | false",
        "5/20 * * * *     | 2026-11-22T03:45 | true",
        "0 9-17 * * mon-fri | 2026-11-23T17:00 | true",
        "0 9-17 * * mon-fri | 2026-11-22T17:00 | false",
        "0 0 1 JAN,jul *  | 2026-07-01T00:00 | true",
        "0 0 13 * FRI     | 2026-11-13T00:00 | true",
        "0 0 13 * FRI     | 2026-11-20T00:00 | true",
        "0 0 13 * FRI     | 2026-12-13T00:00 | true",
        "0 0 13 * FRI     | 2026-12-14T00:00 | false",
      })
  void fallsDueAsCronDoes(String text, LocalDateTime minute, boolean due) {
    var cron = ((Parsed.Taken<Cron>) Cron.parse(text)).value();
    assertThat(cron.matches(minute)).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * *      | 0",
        "60 * * * *   | 0",
        "* 24 * * *   | 2",
        "* * 0 * *    | 4",
        "* * * 13 *   | 6",
        "* * * * 8    | 8",
        "*/0 * * * *  | 0",
        "5-1 * * * *  | 0",
        "1,, * * * *  | 0",
        "@daily       | 0",
        "* * * * SUNDAY | 8",
      })
  void refusesWhatCronWouldNotTake(String text, int offset) {
    assertThat(Cron.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Refused.class, refused -> assertThat(refused.offset()).isEqualTo(offset));
  }
}
