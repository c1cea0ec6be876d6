package dev.lifeguard.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 15s}, {@code 1h30m}. A unit is a must. */
public final class DurationText {
  static final String PATTERN = "([0-9]+(ms|s|m|h|d))+";
  private static final Pattern PART = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS = millis();

  private DurationText() {}

  private static Map<String, Long> millis() {
    var units = new LinkedHashMap<String, Long>();
    units.put("d", 86_400_000L);
    units.put("h", 3_600_000L);
    units.put("m", 60_000L);
    units.put("s", 1_000L);
    units.put("ms", 1L);
    return units;
  }

  public static Parsed<Duration> parse(String text) {
    if (text.matches("[0-9]+"))
      return Parsed.refused(
          "is no duration: the unit is missing", "write " + text + "s for seconds, or ms, m, h, d");
    if (!text.matches(PATTERN))
      return Parsed.refused("is no duration", "write one such as 500ms, 15s, 1m, 1h30m or 2d");
    try {
      return Parsed.taken(Duration.ofMillis(sum(text)));
    } catch (ArithmeticException e) {
      return Parsed.refused("is too long a duration", "");
    }
  }

  private static long sum(String text) {
    var parts = PART.matcher(text);
    long sum = 0;
    int end = 0;
    while (parts.find() && parts.start() == end) {
      var part = Math.multiplyExact(Long.parseLong(parts.group(1)), MILLIS.get(parts.group(2)));
      sum = Math.addExact(sum, part);
      end = parts.end();
    }
    if (end < text.length()) throw new ArithmeticException("a part of more than 12 digits");
    return sum;
  }

  /** As people say how long something has lasted: whole seconds, once there is one. */
  public static String lasting(Duration duration) {
    return print(duration.toSeconds() == 0 ? duration : duration.truncatedTo(ChronoUnit.SECONDS));
  }

  /** The shortest text that reads as the same duration, to the millisecond. */
  public static String print(Duration duration) {
    var left = duration.toMillis();
    if (left == 0) return "0s";
    var text = new StringBuilder();
    for (var unit : MILLIS.entrySet()) {
      if (left >= unit.getValue()) text.append(left / unit.getValue()).append(unit.getKey());
      left %= unit.getValue();
    }
    return text.toString();
  }
}
