package dev.lifeguard.cli;

import dev.lifeguard.app.AgentSettings;
import dev.lifeguard.app.Outside;
import dev.lifeguard.app.Settings;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which configuration is meant; mixed into every command that reads it. */
final class Where {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration; else the first found%nof ./lifeguard.yaml, ~/.config/lifeguard,%nand"
              + " /etc/lifeguard.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the agent keeps its state; wins over the file.")
  private Optional<String> dataDir = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where the agent answers; wins over the file.")
  private Optional<String> listen = Optional.empty();

  Settings settings() {
    return settings(config);
  }

  /** Of a file that an argument names. */
  Settings settings(Optional<Path> file) {
    var options = new ArrayList<Outside>();
    dataDir.ifPresent(value -> options.add(Outside.option("data-dir", value)));
    listen.ifPresent(value -> options.add(Outside.option("listen", value)));
    return new Settings(file, options, Surroundings.ofProcess());
  }

  /** The agent that runs with this configuration, or a refusal that says how to start it. */
  AgentClient agent() {
    return AgentClient.require(good(settings(), Lifeguard.WRONG_USE).value().own().dataDir());
  }

  Optional<Path> config() {
    return config;
  }

  /** A good configuration, or a refusal that lists what is wrong with it. */
  static Loaded.Good<AgentSettings> good(Settings settings, int exitCode) {
    return switch (settings.load()) {
      case Loaded.Good<AgentSettings> good -> good;
      case Loaded.Bad<AgentSettings> bad ->
          throw new Refusal(
              exitCode,
              settings.described()
                  + " cannot be used:\n"
                  + bad.problems().stream()
                      .map(Problem::toString)
                      .collect(Collectors.joining("\n")));
    };
  }
}
