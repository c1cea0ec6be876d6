package dev.lifeguard.rule;

/** A piece of a condition's text. */
record Token(Kind kind, String text, int offset) {
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    OPERATOR,
    AND,
    OR,
    NOT,
    IN,
    OPEN,
    CLOSE,
    LIST_OPEN,
    LIST_CLOSE,
    COMMA,
    END
  }

  /** How many characters a caret line should mark. */
  int length() {
    return Math.max(1, text.length());
  }

  /** As a message names it. */
  String shown() {
    return kind == Kind.END ? "the end" : "`" + text + "`";
  }
}
