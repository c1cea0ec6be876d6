package dev.lifeguard.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeatTest {
  private static final long START = 1_700_000_000_000L;

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1_000, 15_000, 3_600_000})
  void keepsItsPeriodOnAverageAndEachBeatWithinATenth(long period) {
    var slots = slots(Beat.of("tcp/home", Duration.ofMillis(period)), 1_000);
    var mean = (slots.getLast() - slots.getFirst()) / (double) (slots.size() - 1);
    assertThat(mean).isCloseTo(period, org.assertj.core.data.Percentage.withPercentage(0.1));
    for (int at = 1; at < slots.size(); at++)
      assertThat(slots.get(at) - slots.get(at - 1))
          .isBetween((long) (period * 0.8) - 2, (long) (period * 1.2) + 2);
  }

  @Test
  void isTheSameAfterARestart() {
    assertThat(slots(Beat.of("tcp/home", Duration.ofSeconds(15)), 10))
        .isEqualTo(slots(Beat.of("tcp/home", Duration.ofSeconds(15)), 10));
  }

  @Test
  void keepsItsPhaseWhenTheIntervalChanges() {
    var slow = Beat.of("tcp/home", Duration.ofSeconds(60));
    var fast = Beat.of("tcp/home", Duration.ofSeconds(6));
    assertThat(slow.phase() / (double) slow.period())
        .isCloseTo(
            fast.phase() / (double) fast.period(), org.assertj.core.data.Offset.offset(0.001));
  }

  @Test
  void neverNamesTheMomentItIsAskedOrAnEarlierOne() {
    var beat = Beat.of("gateway/edge", Duration.ofSeconds(2));
    for (var slot : slots(beat, 100)) {
      assertThat(beat.after(slot)).isGreaterThan(slot);
      assertThat(beat.after(slot - 1)).isEqualTo(slot);
    }
  }

  /** A second of a herd would hold all thousand; evenly spread it holds 67. */
  @Test
  void spreadsAThousandProbesOverTheWholeInterval() {
    var perSecond = new int[15];
    IntStream.range(0, 1_000)
        .mapToObj(number -> Beat.of("tcp/gateway-" + number, Duration.ofSeconds(15)))
        .forEach(beat -> perSecond[(int) (beat.phase() / 1000)]++);
    for (var many : perSecond) assertThat(many).isBetween(30, 110);
  }

  @Test
  void sharesOfASpanLieWithinItAndDiffer() {
    var shares =
        IntStream.range(0, 100)
            .mapToLong(number -> Beat.of("tcp/" + number, Duration.ofSeconds(15)).share(500))
            .toArray();
    for (var share : shares) assertThat(share).isBetween(0L, 499L);
    assertThat(java.util.Arrays.stream(shares).distinct().count()).isGreaterThan(80);
  }

  private static List<Long> slots(Beat beat, int many) {
    var slots = new ArrayList<Long>();
    for (var at = START; slots.size() < many; at = slots.getLast()) slots.add(beat.after(at));
    return slots;
  }
}
