package dev.lifeguard.gateway.health;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The gateway's model calls since its start, as its metrics plugin counts them: all, and those that
 * failed. Reads only the one counter that it needs, from text in Prometheus's format.
 */
record CallCounters(double all, double failed) {
  private static final String NAME = "openclaw_model_call_total";
  private static final Pattern SAMPLE =
      Pattern.compile("^" + NAME + "\\{([^}]*)\\}\\s+([0-9.eE+]+)");
  private static final Pattern OUTCOME = Pattern.compile("(?:^|,)outcome=\"([^\"]*)\"");
  private static final Set<String> FAILED =
      Set.of("error", "failed", "failure", "timeout", "rejected");

  /** Empty when the counter is not there, which also a gateway without any call may leave out. */
  static Optional<CallCounters> read(String text) {
    if (!text.contains(NAME)) return Optional.empty();
    var all = 0.0;
    var failed = 0.0;
    for (var line : (Iterable<String>) text.lines()::iterator) {
      var sample = SAMPLE.matcher(line);
      if (!sample.find()) continue;
      var value = number(sample.group(2));
      all += value;
      if (isFailed(sample.group(1))) failed += value;
    }
    return Optional.of(new CallCounters(all, failed));
  }

  private static boolean isFailed(String labels) {
    var outcome = OUTCOME.matcher(labels);
    return outcome.find() && FAILED.contains(outcome.group(1));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
