package dev.lifeguard.cli;

import dev.lifeguard.app.Outside;
import dev.lifeguard.app.Settings;
import dev.lifeguard.config.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that needs the configuration. */
final class Common {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration; else ./lifeguard.yaml, ~/.config/lifeguard/, /etc/lifeguard/.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the agent keeps its state.")
  private Optional<Path> dataDir = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where the agent serves metrics, API and console.")
  private Optional<String> listen = Optional.empty();

  Settings settings() {
    var options = new ArrayList<Outside>();
    dataDir.ifPresent(
        dir -> options.add(Outside.option("data-dir", dir.toAbsolutePath().toString())));
    listen.ifPresent(address -> options.add(Outside.option("listen", address)));
    return new Settings(config, options, Surroundings.ofProcess());
  }
}
