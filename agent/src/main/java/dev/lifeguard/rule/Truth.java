package dev.lifeguard.rule;

/**
 * Kleene's three values: what is not known stays not known, except where the other side settles the
 * matter alone ({@code false and unknown} is false, {@code true or unknown} is true).
 */
public enum Truth {
  FALSE,
  UNKNOWN,
  TRUE;

  static Truth of(boolean claim) {
    return claim ? TRUE : FALSE;
  }

  Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Truth not() {
    return switch (this) {
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
      case TRUE -> FALSE;
    };
  }
}
