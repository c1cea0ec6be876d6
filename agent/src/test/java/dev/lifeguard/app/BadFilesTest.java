package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Surroundings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake has a file, and beside it the exact words in which it is told. */
class BadFilesTest {
  static final Path FOLDER = folder();

  private static Path folder() {
    try {
      return Path.of(BadFilesTest.class.getResource("/bad").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Path> files() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  static Loaded<AgentSettings> load(Path file) {
    var surroundings = new Surroundings(Map.of(), Path.of("/home/nobody"), FOLDER);
    return new Settings(Optional.of(file), List.of(), surroundings).load();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedInTheseWords(Path file) throws IOException {
    var loaded = load(file);
    var said =
        loaded.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")) + "\n";
    var expected = Path.of(file.toString().replace(".yaml", ".txt"));
    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    assertThat(said.replace(FOLDER + "/", "")).isEqualTo(Files.readString(expected));
  }
}
