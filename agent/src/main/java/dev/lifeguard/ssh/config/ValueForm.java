package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.algorithm.AlgorithmNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * What the value of a keyword must look like; everything that {@code ssh} would refuse is named.
 */
public enum ValueForm {
  FLAG(words("yes", "no", "true", "false")),
  YES_NO(words("yes", "no")),
  ASK(words("yes", "no", "true", "false", "ask")),
  STRICT(words("yes", "no", "true", "false", "ask", "off", "accept-new")),
  PUBLIC_KEY(words("yes", "no", "true", "false", "unbound", "host-bound")),
  CANONICAL(words("yes", "no", "true", "false", "always")),
  FAMILY(words("any", "inet", "inet6")),
  TEXT(one(_ -> Optional.empty())),
  TIME(one(ValueForm::time)),
  NUMBER(one(ValueForm::number)),
  PORT(one(ValueForm::port)),
  CIPHERS(one(names(AlgorithmNames.CIPHERS))),
  MACS(one(names(AlgorithmNames.MACS))),
  KEX(one(names(AlgorithmNames.KEX))),
  KEYS(one(names(AlgorithmNames.KEYS))),
  LIST((value, _) -> noneEmpty(value.arguments())),
  LIST_OR_NONE((value, _) -> listOrNone(value.arguments())),
  COMMAND((_, _) -> Optional.empty()),
  ANYTHING((_, _) -> Optional.empty()),
  JUMP((value, _) -> JumpSpec.problem(value.rest())),
  AGENT((value, variables) -> agent(value, variables)),
  LOCAL_FORWARD((value, variables) -> ForwardSpec.problem(value, "LocalForward", variables)),
  REMOTE_FORWARD((value, variables) -> ForwardSpec.problem(value, "RemoteForward", variables)),
  DYNAMIC_FORWARD((value, variables) -> ForwardSpec.problem(value, "DynamicForward", variables));

  /** The words after a keyword, cut and uncut. */
  record RawValue(List<String> arguments, String rest) {}

  private interface Check extends BiFunction<RawValue, Map<String, String>, Optional<String>> {}

  private interface OneCheck {
    Optional<String> problem(String word);
  }

  private final Check check;

  ValueForm(Check check) {
    this.check = check;
  }

  /** What is wrong with a value; empty: nothing. */
  Optional<String> problem(RawValue value, Map<String, String> variables) {
    return check.apply(value, variables);
  }

  private static Check one(OneCheck check) {
    return (value, _) -> {
      var words = value.arguments();
      if (words.isEmpty() || words.getFirst().isEmpty()) return Optional.of("has no value");
      if (words.size() > 1) return Optional.of("has more than one value");
      return check.problem(words.getFirst());
    };
  }

  private static Check words(String... allowed) {
    var known = Set.of(allowed);
    return one(
        word ->
            known.contains(word.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("is " + quoted(word) + ", not one of " + String.join(", ", allowed)));
  }

  private static OneCheck names(AlgorithmNames names) {
    return spec ->
        names.accepts(spec)
            ? Optional.empty()
            : Optional.of("names an algorithm that OpenSSH does not know: " + quoted(spec));
  }

  private static Optional<String> time(String word) {
    if (word.equals("none") || Span.parse(word).isPresent()) return Optional.empty();
    return Optional.of("is no length of time such as 30 or 1m30s: " + quoted(word));
  }

  private static Optional<String> number(String word) {
    if (word.matches("[0-9]{1,9}")) return Optional.empty();
    return Optional.of("is no number: " + quoted(word));
  }

  private static Optional<String> port(String word) {
    if (Ports.parse(word).filter(port -> port > 0).isPresent()) return Optional.empty();
    return Optional.of("is no port between 1 and 65535: " + quoted(word));
  }

  private static Optional<String> noneEmpty(List<String> words) {
    if (words.isEmpty()) return Optional.of("has no value");
    return words.contains("") ? Optional.of("has an empty value") : Optional.empty();
  }

  private static Optional<String> listOrNone(List<String> words) {
    boolean none = words.stream().anyMatch("none"::equalsIgnoreCase);
    if (none && words.size() > 1) return Optional.of("has \"none\" among other values");
    return noneEmpty(words);
  }

  private static Optional<String> agent(RawValue value, Map<String, String> variables) {
    if (value.arguments().isEmpty() || value.arguments().getFirst().isEmpty())
      return Optional.of("has no value");
    if (value.arguments().size() > 1) return Optional.of("has more than one value");
    var word = value.arguments().getFirst();
    if (word.startsWith("$") && !word.startsWith("${") && !word.matches("\\$[A-Za-z0-9_]+"))
      return Optional.of("is no name of an environment variable: " + quoted(word));
    return Tokens.environmentProblem(word, variables);
  }

  /** Spaces that are none, and marks that nobody sees. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Z}&&[^ ]]");

  public static String quoted(String word) {
    var shown = word.length() > 80 ? word.substring(0, 80) + "..." : word;
    return '"'
        + UNSEEN
            .matcher(shown.replaceAll("\\p{Cntrl}", "?"))
            .replaceAll(it -> "<U+%04X>".formatted((int) it.group().charAt(0)))
        + '"';
  }
}
