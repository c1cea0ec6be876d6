package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.GatewayState;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minute by minute: the raw state above, the settled status below. */
class SettlingTest {
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a restart within its grace | running draining draining starting running | running running"
            + " running running running",
        "silence for two minutes | running quiet quiet quiet running | running running running"
            + " quiet running",
        "a slow start | stopped starting starting starting starting starting starting | stopped"
            + " stopped stopped stopped stopped stopped starting",
        "a long drain | running draining draining draining draining draining draining draining |"
            + " running running running running running running running draining",
        "busy is running | busy busy stopped busy | running running stopped running",
        "death is told at once | running stopped | running stopped",
        "nothing settled yet | starting starting running | none none running",
        "busy for hours, then a restart | running busy busy busy busy busy busy busy busy busy busy"
            + " busy busy busy busy starting starting | running running running running running"
            + " running running running running running running running running running running"
            + " running running",
        "round and round | running starting draining starting draining starting draining starting"
            + " draining starting draining starting draining starting | running running running"
            + " running running running running running running running running running running"
            + " starting"
      })
  void followsAStory(String name, String raw, String expected) {
    var settling = Settling.UNSEEN;
    var told = new StringBuilder();
    var minute = 0;
    for (var state : raw.strip().split(" ")) {
      settling =
          settling.next(
              GatewayState.valueOf(state.toUpperCase(java.util.Locale.ROOT)),
              Duration.ofMinutes(minute++).toNanos());
      told.append(settling.status().map(GatewayState::code).orElse("none")).append(' ');
    }
    assertThat(Arrays.asList(told.toString().strip().split(" ")))
        .as(name)
        .containsExactly(expected.strip().split(" "));
  }
}
