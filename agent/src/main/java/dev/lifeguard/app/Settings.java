package dev.lifeguard.app;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way from files, environment and command line to {@link AgentSettings}. Blocks while it reads
 * files; may be asked again and again.
 */
public final class Settings {
  private final SettingsFile file;
  private final List<Outside> outside;
  private final Surroundings surroundings;

  /**
   * @param options what the command line says, see {@link Outside#option}
   */
  public Settings(Optional<Path> asked, List<Outside> options, Surroundings surroundings) {
    this.file = SettingsFile.find(asked, surroundings);
    this.surroundings = surroundings;
    this.outside = new ArrayList<>(Outside.of(surroundings.environment()));
    outside.addAll(options);
  }

  /** Where the configuration is. */
  public SettingsFile file() {
    return file;
  }

  /** Which configuration it is, for people; without a file, what is watched instead. */
  public String described() {
    return switch (file) {
      case SettingsFile.At(var path) -> path.toString();
      case SettingsFile.Nowhere(var looked) ->
          "no configuration file in "
              + looked.stream().map(Path::toString).collect(Collectors.joining(", "))
              + "; watching "
              + new Discovery(surroundings).local().described();
    };
  }

  /** Reads everything anew; without a file, as if {@code config init} had written one. */
  public Loaded<AgentSettings> load() {
    return switch (file) {
      case SettingsFile.At(var path) ->
          Loader.load(path, AgentShape.shape(), surroundings, this::prepare);
      case SettingsFile.Nowhere _ ->
          Loader.load(
              Discovery.assumed(surroundings), AgentShape.shape(), surroundings, this::prepare);
    };
  }

  private Node prepare(Node root) {
    var prepared = root;
    for (var value : outside) prepared = value.apply(prepared);
    return Inheritance.apply(prepared);
  }
}
