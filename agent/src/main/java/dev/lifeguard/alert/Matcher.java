package dev.lifeguard.alert;

import dev.lifeguard.config.Parsed;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One matcher of a silence, as in Alertmanager: {@code gateway="home"}, {@code
 * alertname=~"tunnel_.*"}. A label that an alert does not have is the empty text. Regular
 * expressions match the whole value.
 */
public final class Matcher {
  /** How a label compares. */
  public enum Operator {
    EQUAL("="),
    UNEQUAL("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static Operator of(String sign) {
      for (var operator : values()) if (operator.sign.equals(sign)) return operator;
      throw new IllegalArgumentException(sign);
    }
  }

  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*", Pattern.DOTALL);

  /** Longer expressions are mistakes, or attacks. */
  private static final int LONGEST = 500;

  private final String label;
  private final Operator operator;
  private final String value;
  private final Pattern pattern;

  private Matcher(String label, Operator operator, String value) {
    this.label = label;
    this.operator = operator;
    this.value = value;
    var isPattern = operator == Operator.MATCHES || operator == Operator.MATCHES_NOT;
    this.pattern = Pattern.compile(isPattern ? value : Pattern.quote(value));
  }

  /** Quotes around the value may be left out. */
  public static Parsed<Matcher> parse(String text) {
    var written = WRITTEN.matcher(text);
    if (text.length() > LONGEST || !written.matches())
      return Parsed.refused("is no matcher", "write label=value, label!=value or label=~\"regex\"");
    try {
      var operator = Operator.of(written.group(2));
      return Parsed.taken(new Matcher(written.group(1), operator, unquoted(written.group(3))));
    } catch (PatternSyntaxException e) {
      return Parsed.refused(
          "is no regular expression: " + e.getDescription(), "write one such as \"home|cellar\"");
    }
  }

  public static Matcher equal(String label, String value) {
    return new Matcher(label, Operator.EQUAL, value);
  }

  private static String unquoted(String value) {
    var quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    if (!quoted) return value;
    return value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
  }

  public boolean matches(Map<String, String> labels) {
    var holds = pattern.matcher(labels.getOrDefault(label, "")).matches();
    return switch (operator) {
      case EQUAL, MATCHES -> holds;
      case UNEQUAL, MATCHES_NOT -> !holds;
    };
  }

  /** Whether it lets pass what lacks the label: a silence must ask for something. */
  public boolean matchesNothing() {
    return matches(Map.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matcher that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return label + operator.sign + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
