package dev.lifeguard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts that people start measurements and storms by. */
class LaunchersTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private record Ended(int status, String said) {}

  static Stream<String> scripts() throws Exception {
    try (var bench = Files.list(ROOT.resolve("bench"));
        var chaos = Files.list(ROOT.resolve("chaos"))) {
      return Stream.concat(bench, chaos)
          .map(file -> ROOT.relativize(file).toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void eachSaysHowItIsUsedWithoutBuildingAnything(String script) throws Exception {
    var ended = run(script, "--help");
    assertThat(ended.status()).as(ended.said()).isZero();
    assertThat(ended.said()).isNotBlank().doesNotContain("source", "exec ");
  }

  @Test
  void whatIsNoNumberIsWrongUse() throws Exception {
    var ended = run("chaos/remedies", "often");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.said()).contains("'often' is not a whole number", "chaos/remedies [KILLS]");
  }

  private static Ended run(String script, String argument) throws Exception {
    var process =
        new ProcessBuilder(List.of(script, argument))
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      var said = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), said);
    } finally {
      process.destroyForcibly();
    }
  }
}
