package dev.lifeguard.diagnosis.evidence;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The user's own names for what lies on the way, to be filled into commands. Immutable. */
public record Names(Map<String, String> values) {
  public static final Names NONE = new Names(Map.of());

  private static final Pattern HOLE = Pattern.compile("\\{([a-z-]+)}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@=+,~%-]+");

  /** The arguments of {@code ssh} and its kin; the one value that may be several words. */
  public static final String LOGIN = "login";

  private static final String COMMAND = "$ ";

  public Names {
    values = Map.copyOf(values);
  }

  public Names with(String name, String value) {
    if (value.isEmpty()) return this;
    var more = new TreeMap<>(values);
    more.put(name, value);
    return new Names(more);
  }

  /** The values of both; ours where both know one. */
  public Names or(Names other) {
    var all = new TreeMap<>(other.values);
    all.putAll(values);
    return new Names(all);
  }

  /**
   * The text with its {@code {holes}} filled; what is not known stands in angle brackets. In a
   * command, which begins with {@code $}, each value is one word of the shell; the login is
   * several.
   */
  public String fill(String template) {
    var command = template.startsWith(COMMAND);
    return HOLE.matcher(template)
        .replaceAll(hole -> Matcher.quoteReplacement(value(hole.group(1), command)));
  }

  private String value(String name, boolean command) {
    var value = values.get(name);
    if (value == null) return "<" + name + ">";
    var clean = value.replaceAll("\\p{Cntrl}", "?");
    if (!command) return clean;
    if (!name.equals(LOGIN)) return quoted(clean);
    return Arrays.stream(clean.split(" ")).map(Names::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
