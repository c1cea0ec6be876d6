package dev.lifeguard.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactsDocumentTest {
  @Test
  void tellsOfEveryFactAndOfNoOther() throws IOException {
    assertThat(rows()).containsExactlyElementsOf(Stream.of(Fact.values()).map(this::row).toList());
  }

  private static List<String> rows() throws IOException {
    try (var lines = Files.lines(Path.of("../docs/facts.md"))) {
      return lines.filter(line -> line.startsWith("| `")).toList();
    }
  }

  private String row(Fact fact) {
    var unit =
        fact.words().isEmpty()
            ? fact.unit().name().toLowerCase(Locale.ROOT)
            : String.join(", ", fact.words());
    var labels = fact.labels().isEmpty() ? "" : " · per " + String.join(", ", fact.labels());
    return "| `" + fact.code() + "` | " + unit + labels + " | " + fact.meaning() + " |";
  }
}
