package dev.lifeguard.config;

import java.nio.file.Path;
import java.util.Map;

/** What a file's meaning depends on beside its text. */
public record Surroundings(Map<String, String> environment, Path home, Path folder) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(), Path.of(System.getProperty("user.home")), Path.of("").toAbsolutePath());
  }

  /** The path as people here would call it. */
  String name(Path file) {
    var below = folder.getNameCount() > 0 && file.startsWith(folder) && !file.equals(folder);
    return (below ? folder.relativize(file) : file).toString();
  }

  /** {@code ~} is the home; what is relative is relative to the folder. */
  public Path resolve(Path base, String written) {
    if (written.equals("~")) return home;
    if (written.startsWith("~/")) return home.resolve(written.substring(2)).normalize();
    return base.resolve(written).normalize();
  }
}
