package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.evidence.Sign;
import java.util.Optional;
import java.util.regex.Pattern;

/** Load, memory and retransmits, out of what the kernel prints. Pure. */
final class HostFigures {
  private static final Pattern LOAD = Pattern.compile("(?m)^([0-9.]+) [0-9.]+ [0-9.]+ [0-9]+/");
  private static final Pattern CORES = Pattern.compile("(?m)^([0-9]+)$");
  private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+([0-9]+) kB");
  private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+([0-9]+) kB");
  private static final Pattern AGAIN = Pattern.compile("retrans:[0-9]+/([0-9]+)");
  private static final Pattern SENT = Pattern.compile("segs_out:([0-9]+)");

  private HostFigures() {}

  /** {@code /proc/loadavg}, the number of cores, two lines of {@code /proc/meminfo}. */
  static Optional<Sign> load(String output) {
    var load = first(LOAD, output);
    var cores = first(CORES, output).filter(it -> it > 0);
    var total = first(TOTAL, output).filter(it -> it > 0);
    var available = first(AVAILABLE, output);
    if (load.isEmpty() || cores.isEmpty() || total.isEmpty() || available.isEmpty())
      return Optional.empty();
    return Optional.of(new Sign.HostLoad(load.get() / cores.get(), available.get() / total.get()));
  }

  /** {@code ss -ti}: the total behind the slash counts since the connection began. */
  static Optional<Sign> retransmits(String output) {
    var again = sum(AGAIN, output);
    var sent = sum(SENT, output);
    return sent == 0 ? Optional.empty() : Optional.of(new Sign.Retransmits(again, sent));
  }

  private static Optional<Double> first(Pattern pattern, String output) {
    var match = pattern.matcher(output);
    return match.find() ? Optional.of(Double.parseDouble(match.group(1))) : Optional.empty();
  }

  private static long sum(Pattern pattern, String output) {
    return pattern
        .matcher(output)
        .results()
        .mapToLong(match -> Math.min(Long.MAX_VALUE / 4096, Long.parseLong(cut(match.group(1)))))
        .sum();
  }

  private static String cut(String digits) {
    return digits.length() > 15 ? digits.substring(0, 15) : digits;
  }
}
