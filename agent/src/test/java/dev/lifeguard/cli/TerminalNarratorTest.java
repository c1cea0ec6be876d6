package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalNarratorTest {
  private static final String SEEN =
      "gateway_down on home: gateway_status=stopped, gateway_reason=destination_refused";

  @ParameterizedTest
  @ValueSource(ints = {40, 59, 60, 80})
  void aNarrowTerminalGetsLinesThatFitAndAllOfThem(int room) {
    var told = told(OptionalInt.of(room));
    assertThat(told.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(room));
    assertThat(told.replaceAll("\\s+", "")).contains(SEEN.replace(" ", ""));
    assertThat(told).contains("noticed");
  }

  @Test
  void aPipeGetsOneLineForEachThing() {
    assertThat(told(OptionalInt.empty()).lines()).anyMatch(line -> line.endsWith(SEEN));
  }

  private static String told(OptionalInt room) {
    var text = new StringWriter();
    var narrator = new TerminalNarrator(new PrintWriter(text), Paint.OFF, room);
    narrator.begins("http://127.0.0.1:1");
    narrator.scene(1, 4, "The gateway \"home\" dies.");
    narrator.line(Duration.ofMillis(2300), "alert-fired", SEEN);
    narrator.over(true);
    return text.toString();
  }
}
