package dev.lifeguard.app;

import dev.lifeguard.config.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which file is the configuration. The first found wins. */
public sealed interface SettingsFile {
  /** What {@code LIFEGUARD_CONFIG} names counts as asked for. */
  String VARIABLE = "LIFEGUARD_CONFIG";

  /** This one, which need not exist when it was asked for by name. */
  record At(Path file) implements SettingsFile {}

  /** There is none in any of these places. */
  record Nowhere(List<Path> looked) implements SettingsFile {}

  static SettingsFile find(Optional<Path> asked, Surroundings surroundings) {
    var named = asked.or(() -> fromEnvironment(surroundings));
    if (named.isPresent()) return new At(surroundings.folder().resolve(named.get()).normalize());
    var places =
        List.of(
            surroundings.folder().resolve("lifeguard.yaml"),
            surroundings.home().resolve(".config/lifeguard/lifeguard.yaml"),
            Path.of("/etc/lifeguard/lifeguard.yaml"));
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .<SettingsFile>map(At::new)
        .orElse(new Nowhere(places));
  }

  private static Optional<Path> fromEnvironment(Surroundings surroundings) {
    return Optional.ofNullable(surroundings.environment().get(VARIABLE))
        .filter(name -> !name.isBlank())
        .map(name -> surroundings.resolve(surroundings.folder(), name));
  }
}
