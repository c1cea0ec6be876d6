package dev.lifeguard.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.console.live.Ring.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingTest {
  private final Ring ring = new Ring(3, 1_000);

  @Test
  void whoSawEverythingIsToldNothing() {
    tell("a", "b");
    assertThat(ring.after(2)).hasValue(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // seen, told after a, b, c, d, e of which three are kept
        "5,  ''",
        "4,  e",
        "3,  d e",
        "2,  c d e",
        "1,  -",
        "0,  -",
        "6,  -",
        "-1, -",
      })
  void tellsWhatWasMissedUnlessSomeOfItIsGone(long seen, String told) {
    tell("a", "b", "c", "d", "e");
    var missed = ring.after(seen).map(RingTest::words);
    if (told == null) assertThat(missed).isEmpty();
    else assertThat(missed).hasValue(told);
  }

  @Test
  void whatIsLongPushesOutWhatIsOldButTheLatestIsAlwaysKept() {
    tell("a", "b");
    ring.add("long", "x".repeat(2_000));
    assertThat(ring.after(1)).isEmpty();
    assertThat(ring.after(2).map(RingTest::words)).hasValue("long");
  }

  private void tell(String... types) {
    for (var type : types) ring.add(type, "{}");
  }

  private static String words(List<Item> items) {
    return String.join(" ", items.stream().map(Item::type).toList());
  }
}
