package dev.lifeguard.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cuts a line of ssh_config into keyword and arguments, quote for quote as OpenSSH does. */
final class ConfigLexer {
  private static final String BLANK = " \t\r\n";

  /** What one line holds. */
  sealed interface Line {
    /** Nothing, or a comment. */
    record Empty() implements Line {}

    /**
     * @param keyword in lower case
     * @param rest what follows the keyword, uncut
     */
    record Words(String keyword, List<String> arguments, String rest) implements Line {
      public Words {
        arguments = List.copyOf(arguments);
      }
    }

    record Malformed(String what) implements Line {}
  }

  private record Cut(String word, Optional<String> rest) {}

  private ConfigLexer() {}

  static Line line(String raw) {
    var text = trimmed(raw);
    if (text.isEmpty()) return new Line.Empty();
    var first = cut(text);
    if (first.isPresent() && first.get().word().isEmpty() && first.get().rest().isPresent())
      first = cut(first.get().rest().get());
    if (first.isEmpty()) return new Line.Malformed("a quote that is never closed");
    var keyword = first.get().word().toLowerCase(Locale.ROOT);
    if (keyword.isEmpty() || keyword.startsWith("#")) return new Line.Empty();
    var rest = skipBlank(first.get().rest().orElse(""));
    if (rest.isEmpty()) return new Line.Malformed("no argument after keyword \"" + keyword + "\"");
    return arguments(rest)
        .<Line>map(arguments -> new Line.Words(keyword, arguments, rest))
        .orElseGet(() -> new Line.Malformed("a quote that is never closed"));
  }

  /** Words as a shell would cut them; empty if a quote stays open. */
  static Optional<List<String>> arguments(String text) {
    var words = new ArrayList<String>();
    int at = 0;
    while (true) {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
      if (at == text.length() || text.charAt(at) == '#') return Optional.of(words);
      var word = new StringBuilder();
      at = word(text, at, word);
      if (at < 0) return Optional.empty();
      words.add(word.toString());
    }
  }

  /** Reads one word and returns where it ends, or -1 if a quote stays open. */
  private static int word(String text, int from, StringBuilder word) {
    char quote = 0;
    int at = from;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && escapes(text, at + 1, quote)) word.append(text.charAt(++at));
      else if (quote == 0 && (c == ' ' || c == '\t')) return at;
      else if (quote == 0 && (c == '"' || c == '\'')) quote = c;
      else if (quote != 0 && c == quote) quote = 0;
      else word.append(c);
    }
    return quote == 0 ? at : -1;
  }

  private static boolean escapes(String text, int at, char quote) {
    if (at >= text.length()) return false;
    char c = text.charAt(at);
    return c == '\'' || c == '"' || c == '\\' || (quote == 0 && c == ' ');
  }

  /** The first word up to blank, quote or one equals sign; empty if a quote stays open. */
  private static Optional<Cut> cut(String text) {
    int end = indexOfAny(text, BLANK + "\"=");
    if (end < 0) return Optional.of(new Cut(text, Optional.empty()));
    if (text.charAt(end) == '"') return quoted(text, end);
    var word = text.substring(0, end);
    var rest = skipBlank(text.substring(end + 1));
    if (text.charAt(end) != '=' && rest.startsWith("=")) rest = skipBlank(rest.substring(1));
    return Optional.of(new Cut(word, Optional.of(rest)));
  }

  private static Optional<Cut> quoted(String text, int open) {
    int close = text.indexOf('"', open + 1);
    if (close < 0) return Optional.empty();
    var word = text.substring(0, open) + text.substring(open + 1, close);
    return Optional.of(new Cut(word, Optional.of(skipBlank(text.substring(close + 1)))));
  }

  private static int indexOfAny(String text, String wanted) {
    for (int i = 0; i < text.length(); i++) if (wanted.indexOf(text.charAt(i)) >= 0) return i;
    return -1;
  }

  private static String skipBlank(String text) {
    int at = 0;
    while (at < text.length() && BLANK.indexOf(text.charAt(at)) >= 0) at++;
    return text.substring(at);
  }

  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && (BLANK + "\f").indexOf(text.charAt(end - 1)) >= 0) end--;
    return text.substring(0, end);
  }
}
