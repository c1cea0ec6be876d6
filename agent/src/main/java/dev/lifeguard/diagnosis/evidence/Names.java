package dev.lifeguard.diagnosis.evidence;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user's own names for what lies on the way, to be filled into commands. Immutable. */
public record Names(Map<String, String> values) {
  public static final Names NONE = new Names(Map.of());

  private static final Pattern HOLE = Pattern.compile("\\{([a-z-]+)}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@=+,~%\\[\\]-]+");
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

  /**
   * The text with its {@code {holes}} filled; what is not known stands in angle brackets. In a
   * command, which begins with {@code $}, each value is one word of the shell.
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
    if (!command || PLAIN.matcher(clean).matches()) return clean;
    return "'" + clean.replace("'", "'\\''") + "'";
  }
}
