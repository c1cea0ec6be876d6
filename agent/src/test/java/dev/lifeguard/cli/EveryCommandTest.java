package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds of each command and subcommand alike. */
class EveryCommandTest {
  /** These run until they are stopped, or print what is no data. */
  private static final Set<String> WITHOUT_JSON = Set.of("run", "tunnel up", "completion");

  @TempDir Path folder;

  static Stream<String> commands() {
    return leaves(Lifeguard.line())
        .map(CommandLine::getCommandSpec)
        .filter(spec -> !spec.usageMessage().hidden() && !spec.helpCommand())
        .map(spec -> spec.qualifiedName().replaceFirst("lifeguard ", ""));
  }

  private static Stream<CommandLine> leaves(CommandLine line) {
    var below = line.getSubcommands().values();
    return below.isEmpty() ? Stream.of(line) : below.stream().distinct().flatMap(it -> leaves(it));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theShellIsToldOfEveryCommandThoughTheProgramBuiltOnlyOne(String shell) {
    var out = new StringWriter();
    var line = Lifeguard.line(new String[] {"completion", shell});
    line.setOut(new PrintWriter(out, true));
    assertThat(line.execute("completion", shell)).isZero();
    assertThat(out.toString()).contains("report", "maintenance", "format", "tunnel");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpGoesToTheOutputAndNamesTheCommandAndItsJson(String command) {
    var ran = Ran.of(words(command, "--help"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith("Usage: lifeguard " + command).doesNotContain("\u001b");
    if (!WITHOUT_JSON.contains(command)) assertThat(ran.out()).contains("--json");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsWrongUseAndSaidOnTheErrorStreamOnly(String command) {
    var ran = Ran.of(words(command, "--no-such-option"));
    assertThat(ran.exit()).isEqualTo(Lifeguard.WRONG_USE);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("lifeguard: ").contains("--help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "gateways",
        "alerts",
        "explain x",
        "ack x --owner me",
        "silence",
        "maintenance",
        "incidents",
        "incidents x",
        "report x",
        "reload",
        "tunnel list",
        "tunnel restart home",
        "tunnel trace home",
        "remedy list",
        "remedy show x",
        "remedy run x --gateway home",
        "remedy runs",
        "remedy approve x",
        "remedy reject x",
        "remedy rollback x",
        "remedy stop --all",
        "remedy resume",
        "remedy audit",
        "path list",
        "path switch home"
      })
  void withoutAnAgentTheErrorStreamSaysHowToStartOneAndTheOutputStaysEmpty(String command)
      throws IOException {
    var ran = Ran.of(words(command, "--json", "--config", configuration()));
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Lifeguard.FOUND);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("no agent runs on").contains("lifeguard run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config show", "config check"})
  void whatNeedsNoAgentAnswersWithOneJsonDocument(String command) throws IOException {
    assertJson(Ran.of(words(command, "--json", "--config", configuration())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config schema --json", "config init --json --stdout"})
  void whatNeedsNoConfigurationAnswersWithOneJsonDocument(String command) {
    assertJson(Ran.of(words(command)));
  }

  private static void assertJson(Ran ran) {
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(Json.decodeValue(ran.out())).isNotNull();
    assertThat(ran.err()).isEmpty();
  }

  private static Object[] words(String command, String... more) {
    return Stream.concat(Arrays.stream(command.split(" ")), Arrays.stream(more)).toArray();
  }

  private String configuration() throws IOException {
    var file = folder.resolve("lifeguard.yaml");
    Files.writeString(
        file,
        """
        agent: {listen: "127.0.0.1:0", data-dir: %s}
        gateways: [{name: home, url: "ws://127.0.0.1:1"}]
        """
            .formatted(folder.resolve("data")));
    return file.toString();
  }
}
