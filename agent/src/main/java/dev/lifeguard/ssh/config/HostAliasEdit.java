package dev.lifeguard.ssh.config;

import java.util.Optional;

/** Adds a name to a {@code Host} line of an OpenSSH configuration; all else stays. Pure. */
public final class HostAliasEdit {
  private HostAliasEdit() {}

  /**
   * @param line from 1
   * @param alias a name that no pattern, quote or blank is part of
   * @return empty when there is no such line, or it is no {@code Host} line
   */
  public static Optional<String> added(String before, int line, String alias) {
    var lines = before.split("\n", -1);
    if (line < 1 || line > lines.length || !isName(alias)) return Optional.empty();
    var old = lines[line - 1];
    if (!(ConfigLexer.line(old) instanceof ConfigLexer.Line.Words words)
        || !words.keyword().equals("host")) return Optional.empty();
    var end = end(old);
    lines[line - 1] = old.substring(0, end) + " " + alias + old.substring(end);
    return Optional.of(String.join("\n", lines));
  }

  /** Whether it can be added as it stands. */
  public static boolean isName(String alias) {
    return alias.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
  }

  /** Where the patterns end: before a comment, blanks, or a carriage return. */
  private static int end(String line) {
    var comment = line.indexOf(" #");
    var text = comment < 0 ? line : line.substring(0, comment);
    return text.stripTrailing().length();
  }
}
