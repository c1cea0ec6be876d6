package dev.lifeguard.remedy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/**
 * What of a step may be written down: secrets masked, and no more than a bound. Arguments are
 * masked by their key, outputs by what looks like a secret in them.
 */
public final class Masking {
  /** So many characters of an output are kept: its beginning and its end. */
  public static final int BOUND = 8 * 1024;

  private static final String MASK = "***";
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i).*(token|password|passphrase|secret|api[-_]?key|private[-_]?key|credential|authorization).*");
  private static final Pattern SECRET_PAIR =
      Pattern.compile(
          "(?i)([\\w.-]*(?:token|password|passphrase|secret|api[-_]?key|authorization)[\\w.-]*[\"']?\\s*[:=]\\s*)(\"[^\"\\n"
              + "]*\"|'[^'\\n"
              + "]*'|(?:bearer|basic)\\s+[^\\s,;]+|[^\\s,;}\\]]+)");
  private static final Pattern SHAPES =
      Pattern.compile(
          "(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"
              + "|\\b(?:sk|xoxb|xoxp|xapp|ghp|gho|glpat)[-_][A-Za-z0-9_-]{10,}"
              + "|\\b\\d{6,12}:[A-Za-z0-9_-]{30,}"
              + "|\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"
              + "|(?i)\\bbearer\\s+[A-Za-z0-9._~+/=-]{8,}");

  private Masking() {}

  /** The arguments of a step, as JSON in one line. */
  public static String input(StepSettings step) {
    return cut(text(((JsonObject) masked(step.arguments())).encode()));
  }

  /** An output as it is kept. */
  public static String output(String text) {
    return cut(text(text));
  }

  private static Object masked(Object value) {
    return switch (value) {
      case JsonObject object -> {
        var masked = new JsonObject();
        for (var entry : object)
          masked.put(
              entry.getKey(),
              SECRET_KEY.matcher(entry.getKey()).matches()
                      && !(entry.getValue() instanceof JsonObject)
                  ? MASK
                  : masked(entry.getValue()));
        yield masked;
      }
      case JsonArray array -> new JsonArray(array.stream().map(Masking::masked).toList());
      case Object other -> other;
    };
  }

  private static String text(String text) {
    var bounded = text.length() > 64 * BOUND ? cut(text) : text;
    var pairs = SECRET_PAIR.matcher(SHAPES.matcher(bounded).replaceAll(MASK));
    return pairs.replaceAll(pair -> java.util.regex.Matcher.quoteReplacement(pair.group(1) + MASK));
  }

  private static String cut(String text) {
    if (text.length() <= BOUND) return text;
    var head = text.substring(0, BOUND * 3 / 4);
    var tail = text.substring(text.length() - BOUND / 4);
    return head + "\n[" + (text.length() - BOUND) + " characters left out]\n" + tail;
  }
}
