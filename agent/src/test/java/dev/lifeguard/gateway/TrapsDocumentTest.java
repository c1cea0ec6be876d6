package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document of OpenClaw's traps names tests: each of them is there. */
class TrapsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/openclaw-traps.md");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyTestThatItNamesIsThere() throws IOException {
    var named = NAMED.matcher(Files.readString(DOCUMENT)).results().toList();
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(named.stream().filter(it -> !isThere(it)).map(MatchResult::group)).isEmpty();
  }

  private static boolean isThere(MatchResult named) {
    try (var files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.endsWith(named.group(1) + ".java"))
          .anyMatch(file -> holds(file, " void " + named.group(2) + "("));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
