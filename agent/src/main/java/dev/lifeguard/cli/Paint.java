package dev.lifeguard.cli;

/** Colours words by what they mean, on a terminal only; the word alone says it too. */
enum Paint {
  ON,
  OFF;

  /** As the process stands: a terminal, and nobody who asked for none. */
  static Paint ofProcess() {
    var wanted = System.console() != null && System.console().isTerminal();
    return wanted && System.getenv("NO_COLOR") == null ? ON : OFF;
  }

  String well(String text) {
    return in("32", text);
  }

  String bad(String text) {
    return in("1;31", text);
  }

  String doubtful(String text) {
    return in("33", text);
  }

  String faint(String text) {
    return in("2", text);
  }

  String strong(String text) {
    return in("1", text);
  }

  /** A state's or a severity's word. */
  String state(String word) {
    return switch (word) {
      case "running", "active", "up", "ok", "available", "resolved" -> well(word);
      case "stopped",
          "unreachable",
          "misconfigured",
          "unauthorized",
          "failed",
          "down",
          "critical" ->
          bad(word);
      case "firing", "blocked", "silent", "suppressed" -> bad(word);
      default -> doubtful(word);
    };
  }

  private String in(String code, String text) {
    return switch (this) {
      case ON -> "\u001b[" + code + "m" + text + "\u001b[0m";
      case OFF -> text;
    };
  }
}
