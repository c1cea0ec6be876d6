package dev.lifeguard.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lifeguard.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlapsTest {
  @ParameterizedTest
  @CsvSource({
    ".....................,  0.00, false",
    "!!!!!!!!!!!!!!!!!!!!!,  0.00, false",
    "....................!,  0.06, false",
    "!....................,  0.04, false",
    ".!.!.!.!.!.!.!.!.!.!.,  1.00, true",
    ".!.!.!,                 0.29, false",
    ".!.!.!.,                0.34, true",
    ".!?.?!.?!.,             0.34, true",
    "-.!-.!-.,               0.23, false"
  })
  void weighsTheLastChanges(String results, double score, boolean flapping) {
    var flaps = after(results);
    assertThat(flaps.score()).isEqualTo(score, within(0.006));
    assertThat(flaps.flapping()).isEqualTo(flapping);
  }

  @Test
  void isOverLaterThanItBegan() {
    var flaps = after(".!.!.!.");
    var calm = 0;
    while (flaps.flapping()) {
      flaps = flaps.then(Verdict.CLEARED);
      calm++;
      if (flaps.flapping()) assertThat(flaps.score()).isGreaterThanOrEqualTo(0.25);
    }
    assertThat(flaps.score()).isLessThan(0.25);
    assertThat(calm).isBetween(10, 20);
  }

  @Test
  void forgetsWhatIsOld() {
    assertThat(after(".!.!.!.!.!.!" + ".".repeat(21)).score()).isZero();
  }

  private static Flaps after(String results) {
    var flaps = Flaps.NONE;
    for (var result : results.toCharArray())
      flaps =
          flaps.then(
              switch (result) {
                case '!' -> Verdict.BREACHED;
                case '.' -> Verdict.CLEARED;
                case '-' -> Verdict.LINGERING;
                default -> Verdict.UNKNOWN;
              });
    return flaps;
  }
}
