package dev.lifeguard.cli;

import java.util.Map;

/** Colours words by what they mean, on a terminal only; the word alone says it too. */
enum Paint {
  ON,
  OFF;

  /** As the process stands: a terminal, and nobody who asked for none. */
  static Paint ofProcess() {
    var terminal = System.console() != null && System.console().isTerminal();
    return terminal ? of(System.getenv()) : OFF;
  }

  /** On a terminal: unless it cannot (TERM=dumb), or the user does not want it (no-color.org). */
  static Paint of(Map<String, String> environment) {
    var refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return refused || environment.getOrDefault("TERM", "dumb").equals("dumb") ? OFF : ON;
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
