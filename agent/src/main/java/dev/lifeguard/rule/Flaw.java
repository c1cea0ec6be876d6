package dev.lifeguard.rule;

/**
 * What is wrong with a condition, and where in its text.
 *
 * @param offset of the first character that is meant
 * @param length how many characters are meant, at least one
 * @param mend what to write instead; may be empty
 */
public record Flaw(int offset, int length, String message, String mend) {
  Flaw(Token token, String message, String mend) {
    this(token.offset(), token.length(), message, mend);
  }

  Flaw(Token token, String message) {
    this(token, message, "");
  }

  /** The line of the text that is meant, with carets under the place. */
  public String excerpt(String text) {
    var start = text.lastIndexOf('\n', offset - 1) + 1;
    var end = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start);
    var carets = Math.clamp(end - offset, 1, length);
    return text.substring(start, end) + "\n" + " ".repeat(offset - start) + "^".repeat(carets);
  }

  /** What is wrong and what to write instead, without the place. */
  @Override
  public String toString() {
    return mend.isEmpty() ? message : message + "; " + mend;
  }
}
