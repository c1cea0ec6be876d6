package dev.lifeguard.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a condition into tokens. */
final class Lexer {
  /** Longer conditions are mistakes, or attacks. */
  static final int LONGEST = 4096;

  private static final Set<String> OPERATORS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> cut(String text) {
    if (text.length() > LONGEST)
      throw flaw(0, 1, "a condition of more than " + LONGEST + " characters", "");
    var lexer = new Lexer(text);
    while (lexer.at < text.length()) lexer.step();
    lexer.tokens.add(new Token(Token.Kind.END, "", text.length()));
    return lexer.tokens;
  }

  private void step() {
    var c = text.charAt(at);
    switch (c) {
      case ' ', '\t', '\n', '\r' -> at++;
      case '(' -> take(Token.Kind.OPEN, 1);
      case ')' -> take(Token.Kind.CLOSE, 1);
      case '[' -> take(Token.Kind.LIST_OPEN, 1);
      case ']' -> take(Token.Kind.LIST_CLOSE, 1);
      case ',' -> take(Token.Kind.COMMA, 1);
      case '"' -> take(Token.Kind.TEXT, quotedLength());
      case '=', '!', '<', '>', '&', '|' -> operator();
      default -> word(c);
    }
  }

  private void take(Token.Kind kind, int length) {
    tokens.add(new Token(kind, text.substring(at, at + length), at));
    at += length;
  }

  private int quotedLength() {
    for (var i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') i++;
      else if (text.charAt(i) == '"') return i + 1 - at;
    }
    throw flaw(at, text.length() - at, "the text is not closed", "write \"text\"");
  }

  private void operator() {
    var length = at + 1 < text.length() && "=&|".indexOf(text.charAt(at + 1)) >= 0 ? 2 : 1;
    var sign = text.substring(at, at + length);
    if (!OPERATORS.contains(sign))
      throw flaw(at, length, "`" + sign + "` is no operator", meant(sign));
    take(Token.Kind.OPERATOR, length);
  }

  private static String meant(String sign) {
    return switch (sign) {
      case "=" -> "did you mean `==`?";
      case "!" -> "did you mean `not` or `!=`?";
      case "&&", "&" -> "did you mean `and`?";
      case "||", "|" -> "did you mean `or`?";
      default -> "there are == != < <= > >=";
    };
  }

  private void word(char c) {
    if (digit(c) || c == '-' && at + 1 < text.length() && digit(text.charAt(at + 1)))
      take(Token.Kind.NUMBER, numberLength());
    else if (letter(c)) name();
    else if (c == '\'') throw flaw(at, 1, "texts stand in double quotes", "write \"text\"");
    else throw flaw(at, 1, "`" + c + "` has no meaning here", "");
  }

  /** A number takes the letters behind it along, so that a wrong unit is seen as one. */
  private int numberLength() {
    var end = at + 1;
    while (end < text.length() && (digit(text.charAt(end)) || text.charAt(end) == '.')) end++;
    while (end < text.length() && (letter(text.charAt(end)) || text.charAt(end) == '%')) end++;
    return end - at;
  }

  private void name() {
    var end = at;
    while (end < text.length() && (letter(text.charAt(end)) || digit(text.charAt(end)))) end++;
    take(kindOf(text.substring(at, end)), end - at);
  }

  private static Token.Kind kindOf(String word) {
    return switch (word) {
      case "and" -> Token.Kind.AND;
      case "or" -> Token.Kind.OR;
      case "not" -> Token.Kind.NOT;
      case "in" -> Token.Kind.IN;
      default -> Token.Kind.NAME;
    };
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static SyntaxException flaw(int offset, int length, String message, String mend) {
    return new SyntaxException(new Flaw(offset, length, message, mend));
  }
}
