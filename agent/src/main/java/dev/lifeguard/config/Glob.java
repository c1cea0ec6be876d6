package dev.lifeguard.config;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A pattern of file names below a folder.
 *
 * @param folder the longest beginning without a pattern
 */
record Glob(Path folder, String pattern) {
  private static final int DEEPEST = 8;

  static boolean is(String written) {
    return written.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  static Glob of(Path written) {
    var folder = written.getRoot();
    for (var part : written) {
      if (is(part.toString())) break;
      folder = folder.resolve(part);
    }
    return new Glob(folder, folder.relativize(written).toString());
  }

  /** In order of their names. */
  List<Path> files() {
    if (!Files.isDirectory(folder)) return List.of();
    var matcher = folder.getFileSystem().getPathMatcher("glob:" + pattern);
    try (var walk = Files.walk(folder, depth(), FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(Files::isRegularFile)
          .filter(path -> matcher.matches(folder.relativize(path)))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }

  private int depth() {
    return pattern.contains("**") ? DEEPEST : Path.of(pattern).getNameCount();
  }
}
