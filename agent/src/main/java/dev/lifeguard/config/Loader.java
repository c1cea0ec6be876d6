package dev.lifeguard.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads a text with a shape and says everything that is wrong with it at once. */
public final class Loader {
  /** Errors last, where a terminal ends: they must be mended, warnings may stay. */
  private static final Comparator<Problem> IN_ORDER =
      Comparator.comparing(Problem::isError)
          .thenComparing(problem -> place(problem).map(p -> p.source().name()).orElse(""))
          .thenComparing(problem -> place(problem).map(Position::line).orElse(0))
          .thenComparing(problem -> place(problem).map(Position::column).orElse(0));

  private Loader() {}

  public static <T> Loaded<T> load(Path file, Shape<T> shape, Surroundings surroundings) {
    return load(file, shape, surroundings, root -> root);
  }

  /** {@code prepare} may put values of other origin into the tree before it is read. */
  public static <T> Loaded<T> load(
      Path file, Shape<T> shape, Surroundings surroundings, UnaryOperator<Node> prepare) {
    var reading = new Reading(surroundings);
    reading.cameBy(file);
    return switch (SourceFile.read(file, surroundings.name(file))) {
      case Parsed.Taken<Source>(var source) -> load(source, shape, reading, prepare);
      case Parsed.Refused<Source>(var message, var mend, _) -> {
        var position = new Position(new Source(surroundings.name(file), file, ""), 1, 1);
        reading.report(Unreadable.at(position, message, mend));
        yield new Loaded.Bad<>(reading.problems(), reading.files());
      }
    };
  }

  public static <T> Loaded<T> load(
      Source source, Shape<T> shape, Surroundings surroundings, UnaryOperator<Node> prepare) {
    return load(source, shape, new Reading(surroundings), prepare);
  }

  private static <T> Loaded<T> load(
      Source source, Shape<T> shape, Reading reading, UnaryOperator<Node> prepare) {
    var value = tree(source, reading).flatMap(root -> shape.read(root(root, reading, prepare)));
    var problems = reading.problems().stream().sorted(IN_ORDER).toList();
    if (value.isPresent() && problems.stream().noneMatch(Problem::isError))
      return new Loaded.Good<>(value.get(), problems, reading.leaves(), reading.files());
    return new Loaded.Bad<>(problems, reading.files());
  }

  private static Place root(Node root, Reading reading, UnaryOperator<Node> prepare) {
    return new Place(prepare.apply(root), "", reading);
  }

  /** The YAML text as a tree, for those who look at places more than at meaning. */
  public static Optional<Node> tree(Source source, List<Problem> problems) {
    return Yaml.read(source, problems);
  }

  /** The text as a tree; empty when it is no YAML, which has then been told. */
  static Optional<Node> tree(Source source, Reading reading) {
    List<Problem> problems = new ArrayList<>();
    var tree = Yaml.read(source, problems);
    problems.forEach(reading::report);
    return tree;
  }

  private static Optional<Position> place(Problem problem) {
    return problem.origin() instanceof Origin.InFile(var position)
        ? Optional.of(position)
        : Optional.empty();
  }
}
