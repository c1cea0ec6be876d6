package dev.lifeguard.ssh.config;

import java.util.Map;
import java.util.Optional;

/** OpenSSH's %-tokens and {@code ${VARIABLES}} within values. */
final class Tokens {
  /** The text with all filled in, or what cannot be. */
  sealed interface Expansion {
    record Text(String value) implements Expansion {}

    record Problem(String what) implements Expansion {}
  }

  private static final char ENVIRONMENT = '$';

  private final Map<Character, String> tokens;
  private final Optional<Map<String, String>> variables;

  private Tokens(Map<Character, String> tokens, Optional<Map<String, String>> variables) {
    this.tokens = tokens;
    this.variables = variables;
  }

  static Tokens percent(Map<Character, String> tokens) {
    return new Tokens(tokens, Optional.empty());
  }

  static Tokens percentAndEnvironment(
      Map<Character, String> tokens, Map<String, String> variables) {
    return new Tokens(tokens, Optional.of(variables));
  }

  static Expansion environment(String text, Map<String, String> variables) {
    return new Tokens(Map.of(), Optional.of(variables)).fill(text, false);
  }

  static Optional<String> environmentProblem(String text, Map<String, String> variables) {
    return switch (environment(text, variables)) {
      case Expansion.Text _ -> Optional.empty();
      case Expansion.Problem(var what) -> Optional.of(what);
    };
  }

  Expansion expand(String text) {
    return fill(text, true);
  }

  private Expansion fill(String text, boolean percent) {
    var out = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == ENVIRONMENT && variables.isPresent() && text.startsWith("{", at + 1)) {
        int end = text.indexOf('}', at);
        if (end < 0) return new Expansion.Problem("has a ${ that is never closed");
        var name = text.substring(at + 2, end);
        var value = Optional.ofNullable(variables.get().get(name));
        if (value.isEmpty())
          return new Expansion.Problem("needs the environment variable " + ValueForm.quoted(name));
        out.append(value.get());
        at = end;
      } else if (c == '%' && percent) {
        at++;
        var value = at < text.length() ? token(text.charAt(at)) : Optional.<String>empty();
        if (value.isEmpty()) return new Expansion.Problem(unknown(text, at));
        out.append(value.get());
      } else {
        out.append(c);
      }
    }
    return new Expansion.Text(out.toString());
  }

  private Optional<String> token(char name) {
    return name == '%' ? Optional.of("%") : Optional.ofNullable(tokens.get(name));
  }

  private static String unknown(String text, int at) {
    if (at >= text.length()) return "ends with a single %";
    return "has %" + text.charAt(at) + ", which is no token here";
  }
}
