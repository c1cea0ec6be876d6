package dev.lifeguard.ssh.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** OpenSSH's lengths of time: {@code 90}, {@code 1m30s}, {@code 2h}. */
final class Span {
  private static final Pattern PART = Pattern.compile("\\G([0-9]+(?:\\.[0-9]+)?)([sSmMhHdDwW]?)");
  private static final Map<String, Long> SECONDS =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);

  private Span() {}

  /** Whole seconds, as {@code ssh} keeps them; empty if the text is no length of time. */
  static Optional<Duration> parse(String text) {
    var total = BigDecimal.ZERO;
    boolean sawSeconds = false;
    var part = PART.matcher(text);
    int end = 0;
    while (part.find()) {
      var unit = part.group(2).toLowerCase(java.util.Locale.ROOT);
      boolean seconds = unit.isEmpty() || unit.equals("s");
      if (seconds && sawSeconds || !seconds && part.group(1).contains(".")) return Optional.empty();
      sawSeconds |= seconds;
      total =
          total.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(SECONDS.get(unit))));
      end = part.end();
    }
    if (text.isEmpty() || end != text.length()) return Optional.empty();
    if (total.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) return Optional.empty();
    return Optional.of(Duration.ofSeconds(total.longValue()));
  }
}
