package dev.lifeguard.config;

import java.io.Serial;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Ends the reading of a text that is no YAML, or more of it than we take. */
final class Unreadable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Unreadable(Position position, String message, String mend) {
    super(message, null, false, false);
    this.problem = at(position, message, mend);
  }

  Problem problem() {
    return problem;
  }

  static Problem at(Position position, String message, String mend) {
    return new Problem(
        new Origin.InFile(position),
        "",
        Problem.Severity.ERROR,
        message,
        mend,
        Optional.of(Excerpt.of(position)));
  }

  /** Explicit tags ask for types; a text is all that we take. */
  static void refuseTag(String tag, Position at) {
    if (tag instanceof String given && !given.equals("!") && !given.equals("tag:yaml.org,2002:str"))
      throw new Unreadable(
          at,
          "the tag " + Words.quoted(given.replace("tag:yaml.org,2002:", "!!")) + " is not taken",
          "leave it out");
  }

  static Problem of(Source source, YAMLException e) {
    return switch (e) {
      case MarkedYAMLException marked when marked.getProblemMark() instanceof Object ->
          marked(source, marked);
      case ReaderException unreadable -> unreadable(source, unreadable);
      default -> at(new Position(source, 1, 1), "is no YAML: " + Words.harmless(first(e)), "");
    };
  }

  private static Problem marked(Source source, MarkedYAMLException e) {
    var mark = e.getProblemMark();
    var position = new Position(source, mark.getLine() + 1, mark.getColumn() + 1);
    if (e.getProblem().contains("'\\t(TAB)'"))
      return at(position, "a tab cannot indent YAML", "use spaces");
    var mend =
        e.getProblem().startsWith("mapping values are not allowed")
            ? "mind the indentation, and put texts with a colon in quotes"
            : "";
    return at(position, "is no YAML: " + Words.harmless(context(e) + e.getProblem()), mend);
  }

  private static String context(MarkedYAMLException e) {
    return e.getContext() instanceof String context ? context + ", " : "";
  }

  private static Problem unreadable(Source source, ReaderException e) {
    var before = source.text().substring(0, Math.min(e.getPosition(), source.text().length()));
    var line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    var column = before.length() - before.lastIndexOf('\n');
    return at(
        new Position(source, line, column),
        String.format("has the character U+%04X, which YAML cannot hold", e.getCodePoint()),
        "remove it");
  }

  private static String first(Exception e) {
    return e.getMessage() instanceof String message
        ? message.lines().findFirst().orElse("")
        : e.getClass().getSimpleName();
  }
}
