package dev.lifeguard.gateway.health;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the command line of a gateway that runs here: on the path, beside its runtime, or in the
 * package that its helper processes were started from. A gateway itself overwrites the words it was
 * started with.
 */
final class OpenClawProgram {
  private static final Path PACKAGE = Path.of("openclaw");

  private OpenClawProgram() {}

  static Optional<List<String>> find(ProcessHandle gateway, List<Path> path) {
    var runtime = gateway.info().command().map(Path::of);
    var places = new ArrayList<>(path);
    runtime.map(Path::getParent).ifPresent(places::add);
    return on(places).or(() -> runtime.flatMap(node -> packaged(gateway, node)));
  }

  static Optional<List<String>> on(List<Path> path) {
    return path.stream()
        .map(place -> place.resolve("openclaw"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(file -> List.of(file.toString()));
  }

  private static Optional<List<String>> packaged(ProcessHandle gateway, Path node) {
    return gateway
        .children()
        .flatMap(child -> Arrays.stream(child.info().arguments().orElse(new String[0])))
        .flatMap(word -> packageOf(word).stream())
        .map(root -> root.resolve("openclaw.mjs"))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(script -> List.of(node.toString(), script.toString()));
  }

  /** The folder named openclaw that the file lies in. */
  private static Optional<Path> packageOf(String file) {
    try {
      for (var at = Path.of(file); at != null; at = at.getParent())
        if (PACKAGE.equals(at.getFileName())) return Optional.of(at);
      return Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
