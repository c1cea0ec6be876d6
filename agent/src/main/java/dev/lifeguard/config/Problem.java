package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Something wrong with a file, said so that it can be mended: where, what, and how.
 *
 * @param path as in {@code gateways[0].tunnel.ssh}; empty for the file as a whole
 * @param mend what to write instead; may be empty
 * @param excerpt the line and a caret under the place, secrets masked
 */
public record Problem(
    Origin origin,
    String path,
    Severity severity,
    String message,
    String mend,
    Optional<Excerpt> excerpt) {

  /** An error refuses the file; a warning is told, and the file is used. */
  public enum Severity {
    ERROR,
    WARNING
  }

  Problem withExcerpt(Excerpt other) {
    return new Problem(origin, path, severity, message, mend, Optional.of(other));
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** For machines. */
  public JsonObject json() {
    var json =
        new JsonObject()
            .put("severity", isError() ? "error" : "warning")
            .put("path", path)
            .put("message", message)
            .put("mend", mend)
            .put("origin", origin.toString());
    if (origin instanceof Origin.InFile(var position))
      json.put("file", position.source().name())
          .put("line", position.line())
          .put("column", position.column());
    return json;
  }

  /** One line: {@code file:line:column: path: message; how to mend}. */
  public String headline() {
    var warning = isError() ? "" : "warning: ";
    var where = path.isEmpty() ? "" : path + ": ";
    var end = mend.isEmpty() ? "" : "; " + mend;
    return origin + ": " + warning + where + message + end;
  }

  /** The headline, and the offending line with a caret where there is one. */
  @Override
  public String toString() {
    return excerpt.map(lines -> headline() + "\n" + lines).orElseGet(this::headline);
  }
}
