package dev.lifeguard.app.lint;

import dev.lifeguard.config.Origin;
import dev.lifeguard.config.Position;
import dev.lifeguard.config.Problem;
import io.vertx.core.json.JsonObject;

/**
 * One thing that is wrong, and how to mend it.
 *
 * @param code stable, for those who filter
 * @param mend may be empty
 */
public record LintNote(Spot spot, Weight weight, String code, String what, String mend) {
  /** Line and column count from one. */
  public record Spot(String file, int line, int column) {
    static Spot of(Origin origin, String otherwise) {
      return origin instanceof Origin.InFile(Position(var source, var line, var column))
          ? new Spot(source.name(), line, column)
          : new Spot(otherwise, 1, 1);
    }

    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }

  /** Whether it breaks something, or only may. */
  public enum Weight {
    ERROR,
    WARNING
  }

  static LintNote error(Spot spot, String code, String what, String mend) {
    return new LintNote(spot, Weight.ERROR, code, what, mend);
  }

  static LintNote warning(Spot spot, String code, String what, String mend) {
    return new LintNote(spot, Weight.WARNING, code, what, mend);
  }

  static LintNote of(Problem problem, String file) {
    var where = problem.path().isEmpty() ? "" : problem.path() + ": ";
    return new LintNote(
        Spot.of(problem.origin(), file),
        problem.isError() ? Weight.ERROR : Weight.WARNING,
        "configuration",
        where + problem.message(),
        problem.mend());
  }

  public JsonObject json() {
    return new JsonObject()
        .put("file", spot.file())
        .put("line", spot.line())
        .put("column", spot.column())
        .put("severity", weight == Weight.ERROR ? "error" : "warning")
        .put("code", code)
        .put("message", what)
        .put("mend", mend);
  }

  @Override
  public String toString() {
    var kind = weight == Weight.ERROR ? "" : "warning: ";
    return spot + ": " + kind + what + (mend.isEmpty() ? "" : "; " + mend);
  }
}
