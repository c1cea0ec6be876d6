package dev.lifeguard.config;

import java.util.regex.Pattern;

/** The characters of a JSON5 text, and where we are in it. */
final class Json5Text {
  private static final char END = '\0';
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(Infinity|NaN|0[xX][0-9a-fA-F]+|(0|[1-9][0-9]*)(\\.[0-9]*)?([eE][+-]?[0-9]+)?"
              + "|\\.[0-9]+([eE][+-]?[0-9]+)?)");

  private final Source source;
  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  Json5Text(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static boolean isNumber(String word) {
    return NUMBER.matcher(word).matches();
  }

  boolean ended() {
    return at >= text.length();
  }

  char peek() {
    return ended() ? END : text.charAt(at);
  }

  private char next() {
    var c = peek();
    at++;
    if (c == '\n') {
      line++;
      lineStart = at;
    }
    return c;
  }

  Origin origin() {
    return new Origin.InFile(new Position(source, line, at - lineStart + 1));
  }

  Unreadable wrong(String message) {
    return wrong(origin(), "is no JSON5: " + message, "");
  }

  static Unreadable wrong(Origin origin, String message, String mend) {
    return new Unreadable(((Origin.InFile) origin).position(), message, mend);
  }

  boolean took(char wanted) {
    if (ended() || peek() != wanted) return false;
    next();
    return true;
  }

  void take(char wanted) {
    if (!took(wanted)) throw wrong("wanted " + wanted);
  }

  /** White space and comments. */
  void skip() {
    while (!ended()) {
      var c = peek();
      if (Character.isWhitespace(c) || c == '\uFEFF' || c == '\u00A0') next();
      else if (text.startsWith("//", at)) while (!ended() && peek() != '\n') next();
      else if (text.startsWith("/*", at)) block();
      else return;
    }
  }

  private void block() {
    var end = text.indexOf("*/", at + 2);
    if (end < 0) throw wrong("a comment without its end");
    while (at < end + 2) next();
  }

  /** A run of characters that are neither punctuation nor white space. */
  String word() {
    var from = at;
    while (!ended() && !Character.isWhitespace(peek()) && ",:[]{}\"'/".indexOf(peek()) < 0) next();
    return text.substring(from, at);
  }

  String key() {
    if (peek() == '"' || peek() == '\'') return quoted();
    var origin = origin();
    var word = word();
    if (word.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*")) return word;
    throw wrong(origin, "is no JSON5: wanted a key", "put it in quotes");
  }

  String quoted() {
    var start = origin();
    var quote = next();
    var read = new StringBuilder();
    while (peek() != quote || ended()) {
      if (ended() || peek() == '\n') throw wrong(start, "is no JSON5: a text without its end", "");
      var c = next();
      if (c == '\\') escape(read);
      else read.append(c);
    }
    next();
    return read.toString();
  }

  private void escape(StringBuilder read) {
    var c = next();
    switch (c) {
      case 'n' -> read.append('\n');
      case 't' -> read.append('\t');
      case 'r' -> read.append('\r');
      case 'b' -> read.append('\b');
      case 'f' -> read.append('\f');
      case 'v' -> read.append('\u000B');
      case '0' -> read.append('\0');
      case 'u' -> read.append(code(4));
      case 'x' -> read.append(code(2));
      case '\r' -> took('\n'); // a line that goes on
      case '\n' -> {}
      default -> read.append(c);
    }
  }

  private char code(int digits) {
    if (at + digits > text.length() || !text.substring(at, at + digits).matches("[0-9a-fA-F]+"))
      throw wrong("wanted " + digits + " hexadecimal digits");
    var code = Integer.parseInt(text.substring(at, at + digits), 16);
    at += digits;
    return (char) code;
  }
}
