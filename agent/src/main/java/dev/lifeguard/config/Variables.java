package dev.lifeguard.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Expands <code>${VAR}</code>, <code>${VAR:-default}</code> and {@code $$}, once, left to right.
 */
final class Variables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern SECRET =
      Pattern.compile("TOKEN|SECRET|PASS|CREDENTIAL|KEY|AUTH|PWD|HOOK");

  /** What expanding came to. */
  sealed interface Result {}

  /**
   * @param shown for people: what came from a variable that sounds secret is masked
   */
  record Expanded(String value, String shown) implements Result {}

  record Unset(String variable, int offset) implements Result {}

  record Malformed(String message, String mend, int offset) implements Result {}

  private final String text;
  private final Map<String, String> environment;
  private final StringBuilder value = new StringBuilder();
  private final StringBuilder shown = new StringBuilder();

  private Variables(String text, Map<String, String> environment) {
    this.text = text;
    this.environment = environment;
  }

  static Result expand(String text, Map<String, String> environment) {
    if (text.indexOf('$') < 0) return new Expanded(text, text);
    return new Variables(text, environment).expand();
  }

  private Result expand() {
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("$$", i)) {
        append("$", "$");
        i++;
      } else if (text.startsWith("${", i)) {
        var end = text.indexOf('}', i);
        var problem = end < 0 ? unclosed(i) : variable(i, text.substring(i + 2, end));
        if (!(problem instanceof Expanded)) return problem;
        i = end;
      } else {
        append(text.substring(i, i + 1), text.substring(i, i + 1));
      }
    }
    return new Expanded(value.toString(), shown.toString());
  }

  private Result variable(int at, String inside) {
    var split = inside.indexOf(":-");
    var name = split < 0 ? inside : inside.substring(0, split);
    if (!NAME.matcher(name).matches())
      return new Malformed(
          Words.quoted(name) + " is no name of a variable",
          "write $$ for a dollar sign that means itself",
          at);
    var set = environment.getOrDefault(name, "");
    if (split < 0 && !environment.containsKey(name)) return new Unset(name, at);
    var chosen = split >= 0 && set.isEmpty() ? inside.substring(split + 2) : set;
    append(chosen, masks(name) && !chosen.isEmpty() ? "***" : chosen);
    return new Expanded("", "");
  }

  private static boolean masks(String name) {
    return SECRET.matcher(name.toUpperCase(Locale.ROOT)).find();
  }

  private static Malformed unclosed(int at) {
    return new Malformed(
        "${ without its }", "close it, or write $$ for a dollar sign that means itself", at);
  }

  private void append(String real, String forPeople) {
    value.append(real);
    shown.append(forPeople);
  }
}
