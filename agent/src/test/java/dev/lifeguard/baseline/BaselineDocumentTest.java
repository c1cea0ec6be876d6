package dev.lifeguard.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The table of docs/baseline.md is the list of checks, word for word. */
class BaselineDocumentTest {
  @Test
  void hasARowForEachCheckAndForNothingElse() throws IOException {
    var document = Files.readString(Peers.project().resolve("docs/baseline.md"));
    var rows = document.lines().filter(line -> line.startsWith("| `")).toList();
    var wanted =
        Arrays.stream(BaselineCheck.values())
            .map(it -> "| `%s` | %s | %s |".formatted(it.code(), it.severity().code(), it.why()))
            .toList();
    assertThat(rows).isEqualTo(wanted);
  }
}
