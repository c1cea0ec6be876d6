package dev.lifeguard.config;

/** What a text was understood as, or why it could not be. */
public sealed interface Parsed<T> {
  record Taken<T>(T value) implements Parsed<T> {}

  /**
   * @param message what is wrong, without naming the text's value where that may be long
   * @param mend what to write instead; may be empty
   * @param offset which character of the text is to blame, counted from zero
   */
  record Refused<T>(String message, String mend, int offset) implements Parsed<T> {}

  static <T> Parsed<T> taken(T value) {
    return new Taken<>(value);
  }

  static <T> Parsed<T> refused(String message, String mend) {
    return new Refused<>(message, mend, 0);
  }
}
