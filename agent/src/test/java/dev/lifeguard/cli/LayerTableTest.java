package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.PathLayer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LayerTableTest {
  private static final LayerTable TABLE =
      new LayerTable(
          "LAYERS",
          List.of(
              new LayerCheck(
                  PathLayer.NETWORK,
                  "tcp 127.0.0.1:22699",
                  "refused",
                  "tcp_latency <= 150ms",
                  Verdict.FAIL,
                  "127.0.0.1:22699: the port refuses connections: nothing listens there"),
              new LayerCheck(
                  PathLayer.SSH_AUTH, "ssh auth time", "unknown", "", Verdict.UNKNOWN, "behind")),
          word -> word);

  @Test
  void sixColumnsWhereThereIsRoom() {
    assertThat(printed(OptionalInt.empty()))
        .isEqualTo(printed(OptionalInt.of(200)))
        .contains("refused  tcp_latency <= 150ms  fail")
        .contains("nothing listens there");
  }

  @Test
  void aNarrowTerminalStillSaysWhatFailedAndWhy() {
    assertThat(printed(OptionalInt.of(80)))
        .contains("  network   fail     tcp 127.0.0.1:22699: refused, asked tcp_latency <= 150ms")
        .contains("  ssh-auth  unknown  ssh auth time\n");
    assertThat(printed(OptionalInt.of(60)).lines()).allMatch(line -> line.length() <= 60);
  }

  private static String printed(OptionalInt room) {
    var text = new StringWriter();
    TABLE.print(new PrintWriter(text), room);
    return text.toString();
  }
}
