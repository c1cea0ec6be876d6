package dev.lifeguard.app;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names of gateways and variables out of other programs' files. */
final class FoundNames {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private FoundNames() {}

  /** A good name for a gateway, whatever the other program takes for one. */
  static String name(String foreign) {
    var plain = foreign.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    var cut = plain.substring(0, Math.min(plain.length(), 60));
    return cut.isEmpty() ? "gateway" : cut;
  }

  /** The variable that a text consists of. */
  static Optional<String> variable(String text) {
    var variable = VARIABLE.matcher(text);
    return variable.matches() ? Optional.of(variable.group(1)) : Optional.empty();
  }

  static Optional<String> bareVariable(String text) {
    return variable("${" + text + "}");
  }
}
