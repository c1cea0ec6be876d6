package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @Property
  void printsWhatReadsAsTheSame(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long millis) {
    var duration = Duration.ofMillis(millis);
    assertThat(DurationText.parse(DurationText.print(duration))).isEqualTo(Parsed.taken(duration));
  }

  @Property
  void neverThrows(@ForAll String text) {
    assertThat(DurationText.parse(text)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "15s, PT15S",
    "1m, PT1M",
    "1h30m, PT1H30M",
    "2d, P2D",
    "1h30m15s, PT1H30M15S",
    "0s, PT0S"
  })
  void readsUnits(String text, Duration expected) {
    assertThat(DurationText.parse(text)).isEqualTo(Parsed.taken(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "15",
        "s",
        "1.5s",
        "-1s",
        "15 s",
        "15S",
        "1y",
        "s15",
        "99999999999999d",
        "9999999999999ms1s"
      })
  void refusesEverythingElse(String text) {
    assertThat(DurationText.parse(text)).isInstanceOf(Parsed.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"19960, 19s", "450, 450ms", "1000, 1s", "61234, 1m1s", "0, 0s"})
  void howLongSomethingHasLastedIsSaidInWholeSeconds(long millis, String text) {
    assertThat(DurationText.lasting(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
