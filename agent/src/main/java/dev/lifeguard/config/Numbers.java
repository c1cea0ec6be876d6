package dev.lifeguard.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Scalars that are numbers, truths or words of a list. */
final class Numbers {
  static final String SIZE = "[0-9]+(B|kB|MB|GB|KiB|MiB|GiB)";
  static final String PERCENT = "[0-9]+(\\.[0-9]+)?%";
  private static final Pattern SIZES = Pattern.compile("([0-9]{1,15})([kKMGiB]+)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30);

  private Numbers() {}

  static Parsed<Integer> integer(String text, int least, int most) {
    var wanted = "write one from " + least + " to " + most;
    if (!text.matches("-?[0-9]+")) return Parsed.refused("is no whole number", wanted);
    if (text.matches("-?0[0-9]+"))
      return Parsed.refused("starts with a zero, which some read as octal", "write it without");
    try {
      var value = Integer.parseInt(text);
      if (least <= value && value <= most) return Parsed.taken(value);
      return Parsed.refused(value < least ? "is too small" : "is too large", wanted);
    } catch (NumberFormatException e) {
      return Parsed.refused("is out of range", wanted);
    }
  }

  static Parsed<Boolean> flag(String text) {
    return switch (text) {
      case "true" -> Parsed.taken(true);
      case "false" -> Parsed.taken(false);
      case "yes", "on", "Yes", "On", "True", "YES", "ON", "TRUE", "1" ->
          Parsed.refused("is neither true nor false to us", "write true");
      case "no", "off", "No", "Off", "False", "NO", "OFF", "FALSE", "0" ->
          Parsed.refused("is neither true nor false to us", "write false");
      default -> Parsed.refused("is neither true nor false", "");
    };
  }

  static Parsed<Long> size(String text) {
    var size = SIZES.matcher(text);
    if (text.matches("[0-9]+"))
      return Parsed.refused("is no size: the unit is missing", "write " + text + "KiB or the like");
    if (!size.matches() || !UNITS.containsKey(size.group(2)))
      return Parsed.refused("is no size", "write one such as 512KiB, 64MiB or 1GB");
    try {
      return Parsed.taken(
          Math.multiplyExact(Long.parseLong(size.group(1)), UNITS.get(size.group(2))));
    } catch (ArithmeticException e) {
      return Parsed.refused("is too large a size", "");
    }
  }

  static Parsed<Double> percent(String text) {
    if (text.length() < 15 && text.matches(PERCENT))
      return Parsed.taken(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
    return Parsed.refused("is no percentage", "write one such as 25%");
  }

  static Parsed<ZoneId> zone(String text) {
    try {
      return Parsed.taken(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Parsed.refused(
          "is no time zone", Nearest.suggestion(text, ZoneId.getAvailableZoneIds()));
    }
  }

  static Parsed<String> word(String text, List<String> words) {
    if (words.contains(text)) return Parsed.taken(text);
    var near = Nearest.suggestion(text, words);
    var mend = near.isEmpty() ? "write " + Words.choice(words) : near;
    return Parsed.refused("is not known here", mend);
  }
}
