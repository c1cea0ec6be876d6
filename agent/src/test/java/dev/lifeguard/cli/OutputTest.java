package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
  @Test
  void columnsLineUpWhenCharactersAreTwoColumnsWide() {
    var table = Output.table("GATEWAY", "STATE").row("上海", "running").row("home", "stopped");
    assertThat(printed(table, OptionalInt.empty()))
        .isEqualTo("GATEWAY  STATE\n上海     running\nhome     stopped\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80})
  void noLineIsWiderThanANarrowTerminalAndTheNameStays(int room) {
    var table =
        Output.table("INCIDENT", "LEVEL", "ROOT")
            .row("20261125-215619", "P0", "gateway_down on " + "上海".repeat(60))
            .row("20261125-215620", "P1", "\u001b[31m" + "x".repeat(200) + "\u001b[0m");
    var lines = printed(table, OptionalInt.of(room)).lines().toList();
    for (var line : lines) assertThat(columns(line)).isLessThanOrEqualTo(room);
    assertThat(lines.get(1)).startsWith("20261125-215619  P0").endsWith("…");
    assertThat(lines.get(2)).contains("\u001b[31mxx").endsWith("…\u001b[0m");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 30, 40})
  void whereTheColumnsDoNotFitEachRowIsACardThatTellsAllOfIt(int room) {
    var table =
        Output.table("STATE", "ALERT", "GATEWAY", "OWNER", "EVIDENCE")
            .row(
                "\u001b[31mfiring\u001b[0m",
                "criterion_gateway_status",
                "上海",
                "-",
                "gateway_status=stopped, gateway_reason=refused");
    var lines = printed(table, OptionalInt.of(room)).lines().toList();
    for (var line : lines) assertThat(columns(line)).isLessThanOrEqualTo(room);
    assertThat(lines.getFirst()).startsWith("\u001b[31mfiring\u001b[0m");
    assertThat(String.join("", lines).replace(" ", ""))
        .contains("alertcriterion_gateway_status", "gateway上海", "gateway_reason=refused")
        .doesNotContain("owner", "…");
  }

  @Test
  void whatPeersSaidNeitherSteersTheTerminalNorBreaksTheTable() {
    var table =
        Output.table("NAME", "STATE")
            .row("a\u001b[2Jb\u001b]0;title\u0007", "up")
            .row("two\nlines\t\u202Eexe", "\u001b[31mdown\u001b[0m")
            .row("e\u0301 \uD83D\uDE80", "up");
    assertThat(printed(table, OptionalInt.empty()).lines())
        .containsExactly(
            "NAME              STATE",
            "a?[2Jb?]0;title?  up",
            "two?lines??exe    \u001b[31mdown\u001b[0m",
            "e\u0301 \uD83D\uDE80              up");
  }

  @Test
  void aPipeGetsEverything() {
    var long_ = "x".repeat(500);
    assertThat(printed(Output.table("A").row(long_), OptionalInt.empty())).contains(long_);
  }

  @ParameterizedTest
  @CsvSource({"24 60, 60", "0 0, -1", "'', -1", "stty: no such device, -1"})
  void readsTheWidthThatTheTerminalSays(String said, int width) {
    assertThat(Screen.columns(said).orElse(-1)).isEqualTo(width);
  }

  private static String printed(Output table, OptionalInt room) {
    var text = new StringWriter();
    table.print(new PrintWriter(text), room);
    return text.toString();
  }

  private static int columns(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "")
        .codePoints()
        .map(point -> point >= 0x2e80 ? 2 : 1)
        .sum();
  }
}
