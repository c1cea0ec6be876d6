package dev.lifeguard.config;

import java.util.List;
import java.util.stream.Collectors;

/** How messages quote what they found: short, on one line, and harmless to a terminal. */
final class Words {
  private static final int LONGEST = 60;

  private Words() {}

  static String quoted(String text) {
    var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return '"' + harmless(cut) + '"';
  }

  /** Control characters and direction marks become dots: they could rewrite the line. */
  static String harmless(String text) {
    return text.codePoints()
        .map(point -> harmful(point) ? '·' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean harmful(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** {@code a, b or c}. */
  static String choice(List<String> words) {
    if (words.size() < 2) return String.join("", words);
    var last = words.size() - 1;
    return words.subList(0, last).stream().collect(Collectors.joining(", "))
        + " or "
        + words.get(last);
  }
}
