package dev.lifeguard.config;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A schedule in the five fields of cron: minute, hour, day of the month, month, day of the week.
 * Where both days are restricted, either is enough, as in cron.
 */
public final class Cron {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Pattern PART =
      Pattern.compile("(\\*|[0-9A-Z]+)(?:-([0-9A-Z]+))?(?:/([0-9]{1,3}))?");

  /** One of the five, its range, and the names that stand for its numbers from {@code least} on. */
  private record Kind(String name, int least, int most, List<String> names) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("minute", 0, 59, List.of()),
          new Kind("hour", 0, 23, List.of()),
          new Kind("day of the month", 1, 31, List.of()),
          new Kind("month", 1, 12, MONTHS),
          new Kind("day of the week", 0, 7, DAYS));

  private final String text;
  private final long[] bits;

  private Cron(String text, long[] bits) {
    this.text = text;
    this.bits = bits;
  }

  public static Parsed<Cron> parse(String text) {
    var fields = text.strip().split("\\s+");
    if (fields.length != KINDS.size())
      return Parsed.refused(
          "has " + fields.length + " fields, wanted five",
          "write minute, hour, day, month, weekday, as in 0 3 * * SUN");
    var bits = new long[KINDS.size()];
    int at = 0;
    for (int i = 0; i < bits.length; i++) {
      at = text.indexOf(fields[i], at);
      var field = field(KINDS.get(i), fields[i].toUpperCase(Locale.ROOT));
      if (field.isEmpty()) return refused(KINDS.get(i), fields[i], at);
      bits[i] = field.get();
      at += fields[i].length();
    }
    bits[4] |= bits[4] >> 7 & 1; // both 0 and 7 are Sunday
    return Parsed.taken(new Cron(text, bits));
  }

  private static Parsed<Cron> refused(Kind kind, String field, int at) {
    return new Parsed.Refused<>(
        "has no good " + kind.name() + ": " + field,
        "write * or numbers from " + kind.least() + " to " + kind.most() + ", as in 1,5-9 or */2",
        at);
  }

  private static Optional<Long> field(Kind kind, String field) {
    long bits = 0;
    for (var part : field.split(",", -1)) {
      var range = range(kind, part);
      if (range.isEmpty()) return Optional.empty();
      bits |= range.get();
    }
    return Optional.of(bits);
  }

  private static Optional<Long> range(Kind kind, String text) {
    var part = PART.matcher(text);
    if (!part.matches()) return Optional.empty();
    var every = part.group(1).equals("*");
    var open = every || part.group(3) instanceof Object;
    var from = every ? kind.least() : number(kind, part.group(1));
    var upTo = Optional.ofNullable(part.group(2)).map(last -> number(kind, last));
    var to = upTo.orElse(open ? kind.most() : from);
    var step = Optional.ofNullable(part.group(3)).map(Integer::parseInt).orElse(1);
    if (from < kind.least() || to > kind.most() || from > to || step < 1) return Optional.empty();
    long bits = 0;
    for (int i = from; i <= to; i += step) bits |= 1L << i;
    return Optional.of(bits);
  }

  private static int number(Kind kind, String text) {
    var named = kind.names().indexOf(text);
    if (named >= 0) return kind.least() + named;
    return text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }

  /** Whether it falls due in this minute. */
  public boolean matches(LocalDateTime minute) {
    return has(0, minute.getMinute())
        && has(1, minute.getHour())
        && has(3, minute.getMonthValue())
        && day(minute);
  }

  private boolean day(LocalDateTime minute) {
    var ofMonth = has(2, minute.getDayOfMonth());
    var ofWeek = has(4, minute.getDayOfWeek().getValue() % 7);
    if (all(2, 1, 31) || all(4, 0, 6)) return ofMonth && ofWeek;
    return ofMonth || ofWeek;
  }

  private boolean all(int field, int least, int most) {
    for (int i = least; i <= most; i++) if (!has(field, i)) return false;
    return true;
  }

  private boolean has(int field, int number) {
    return (bits[field] >> number & 1) == 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cron that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
