package dev.lifeguard.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes trees apart, for tests. */
public final class Trees {
  private Trees() {}

  public static Node of(String yaml) {
    return of(Source.of("test", yaml));
  }

  public static Node of(Source source) {
    var problems = new ArrayList<Problem>();
    return Yaml.read(source, problems).orElseThrow(() -> new AssertionError(problems));
  }

  /** Empty when the file is not even YAML. */
  public static Optional<Node> readable(Path file) {
    var problems = new ArrayList<Problem>();
    var source = ((Parsed.Taken<Source>) SourceFile.read(file)).value();
    return Yaml.read(source, problems).filter(_ -> problems.isEmpty());
  }

  /** The paths to all nodes but the root: keys and indices. */
  public static List<List<Object>> paths(Node root) {
    var paths = new ArrayList<List<Object>>();
    switch (root) {
      case Node.Mapping mapping -> {
        for (var entry : mapping.entries()) collect(paths, entry.name(), entry.value());
      }
      case Node.Items items -> {
        for (int i = 0; i < items.nodes().size(); i++) collect(paths, i, items.nodes().get(i));
      }
      case Node.Text _, Node.Nothing _ -> {}
    }
    return paths;
  }

  private static void collect(List<List<Object>> paths, Object step, Node value) {
    paths.add(List.of(step));
    for (var path : paths(value)) paths.add(join(List.of(step), path));
  }

  /** The paths to all mappings, the root's first. */
  public static List<List<Object>> mappings(Node root) {
    var paths = new ArrayList<List<Object>>();
    paths.add(List.of());
    for (var path : paths(root)) if (at(root, path) instanceof Node.Mapping) paths.add(path);
    return paths;
  }

  public static List<Object> child(List<Object> path, Object step) {
    return join(path, List.of(step));
  }

  private static List<Object> join(List<Object> one, List<Object> other) {
    var joined = new ArrayList<>(one);
    joined.addAll(other);
    return List.copyOf(joined);
  }

  private static Node at(Node root, List<Object> path) {
    var node = root;
    for (var step : path)
      node =
          step instanceof String key
              ? ((Node.Mapping) node).at(key).orElseThrow()
              : ((Node.Items) node).nodes().get((Integer) step);
    return node;
  }

  /** The same tree with another node at the path. */
  public static Node with(Node root, List<Object> path, Node value) {
    if (path.isEmpty()) return value;
    var rest = path.subList(1, path.size());
    if (root instanceof Node.Items(var origin, var nodes)) {
      var changed = new ArrayList<>(nodes);
      changed.set(
          (Integer) path.getFirst(), with(nodes.get((Integer) path.getFirst()), rest, value));
      return new Node.Items(origin, changed);
    }
    var mapping = (Node.Mapping) root;
    var key = (String) path.getFirst();
    var inside = mapping.at(key).map(child -> with(child, rest, value)).orElse(value);
    return mapping.with(key, inside);
  }
}
