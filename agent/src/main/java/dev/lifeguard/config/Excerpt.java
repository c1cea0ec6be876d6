package dev.lifeguard.config;

import java.util.regex.Pattern;

/**
 * A line of a file with a caret under one column. What may be a secret is masked, and a line longer
 * than a terminal is cut.
 */
public record Excerpt(int number, String line, int caret) {
  private static final int WIDEST = 100;
  private static final int BEFORE = 60;
  private static final int LOOKED_AT = 4_000;

  /** The value of a key that sounds secret, unless it is a plain variable or the name of a file. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:token|passw|passphrase|secret|credential|api-?_?key)(?![\\w-]*-file)[\\w-]*"
              + "['\"]?\\s*:\\s+)(?!['\"]?\\$\\{\\w+(?::-)?}['\"]?\\s*(?:$|[,}#]))\\S.*");

  /** What a secret variable falls back to. */
  private static final Pattern FALLBACK =
      Pattern.compile("(?i)(\\$\\{\\w*(?:token|secret|pass|credential|key|auth|pwd)\\w*:-)[^}]+");

  private static final Pattern USER = Pattern.compile("(://)[^/@\\s]+@");

  /** The line, or what is near the place in one that never ends. */
  static Excerpt of(Position position) {
    var line = position.source().line(position.line());
    return cut(position, line.substring(0, Math.min(line.length(), position.column() + WIDEST)));
  }

  /** The line up to the end of a key: what follows a misspelt key may be a secret. */
  static Excerpt ofKey(Position position, String key) {
    var line = position.source().line(position.line());
    var end = Math.min(line.length(), position.column() - 1 + key.length());
    var rest = line.substring(end).isBlank() ? "" : ": …";
    return cut(position, line.substring(0, end) + rest);
  }

  private static Excerpt cut(Position position, String line) {
    var before = Math.max(0, position.column() - 1 - LOOKED_AT);
    var masked = masked(line.substring(Math.min(before, line.length())));
    var caret = Math.min(position.column() - 1 - before, masked.length());
    var from = caret > WIDEST - BEFORE / 2 ? caret - BEFORE : 0;
    var to = Math.min(masked.length(), from + WIDEST);
    var text = Words.harmless(masked.substring(from, to).replace('\t', ' '));
    return new Excerpt(
        position.line(), (from > 0 ? "…" : "") + text, caret - from + (from > 0 ? 1 : 0));
  }

  private static String masked(String line) {
    var withoutUsers = USER.matcher(line).replaceAll("$1***@");
    var withoutFallbacks = FALLBACK.matcher(withoutUsers).replaceAll("$1***");
    return SECRET.matcher(withoutFallbacks).replaceAll("$1***");
  }

  @Override
  public String toString() {
    var margin = String.format("%5d | ", number);
    return margin + line + "\n" + " ".repeat(margin.length() - 2) + "| " + " ".repeat(caret) + "^";
  }
}
