package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StretchTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

  private static Stretch of(String since, String until, String step) {
    return Stretch.of(given(since), given(until), given(step), NOW);
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(written -> !written.isBlank());
  }

  @Test
  void isTheLastThreeHoursIfNothingElseIsSaid() {
    assertThat(of("", "", ""))
        .isEqualTo(
            new Stretch.Given(Instant.parse("2026-03-01T09:00:00Z"), NOW, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({"1h, 60", "12h, 300", "2d, 900", "7d, 3600", "9d, 21600", "90d, 86400"})
  void takesAStepThatMakesAReadableChart(String since, long seconds) {
    assertThat(of(since, "", ""))
        .isInstanceOfSatisfying(
            Stretch.Given.class, given -> assertThat(given.step()).hasSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, '', '', `since` is a time ago",
    "91d, '', '', at most 90d",
    "1h, 2h, '', `since` lies before `until`",
    "1h, '', 10s, `step` is a duration from 1m",
    "1h, '', -1m, `step` is a duration from 1m",
    "90d, '', 1m, points",
    "1900-01-01T00:00:00Z, '', '', `since` is a time ago",
    "1h, +1000000000-01-01T00:00:00Z, '', `until` is a time ago"
  })
  void saysWhatIsWrong(String since, String until, String step, String part) {
    assertThat(of(since, until, step))
        .isInstanceOfSatisfying(
            Stretch.Refused.class, refused -> assertThat(refused.detail()).contains(part));
  }
}
