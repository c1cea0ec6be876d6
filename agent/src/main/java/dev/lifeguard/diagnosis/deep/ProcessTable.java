package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.evidence.Sign;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the process list has a gateway in it. Pure. */
final class ProcessTable {
  /** Its own title, or its program with that command: not everything that names both words. */
  private static final Pattern GATEWAY =
      Pattern.compile(
          "^\\s*([0-9]+)\\s+[0-9]+\\s+(\\S+)\\s+(\\S+)\\s+\\S+\\s+\\S+\\s+(?:openclaw-gateway\\b.*"
              + "|(?:\\S*/)?(?:node|bun|env)?\\s*(?:\\S*/)?openclaw(?:\\.m?js)?(?: --\\S+ \\S+)*"
              + " gateway\\b.*)");

  private ProcessTable() {}

  /**
   * Columns are pid, ppid, stat, etime, pcpu (on BusyBox vsz), rss, args. Empty when what came is
   * no list: it has no heading.
   *
   * @param holder the process that holds the gateway's port: it goes before other gateways
   */
  static Optional<Sign> sign(String output, Optional<String> holder) {
    if (output.lines().noneMatch(line -> line.strip().startsWith("PID "))) return Optional.empty();
    return Optional.of(gateway(output, holder));
  }

  private static Sign gateway(String output, Optional<String> holder) {
    return output
        .lines()
        .map(GATEWAY::matcher)
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult)
        .min(Comparator.comparing(match -> holder.filter(match.group(1)::equals).isEmpty()))
        .map(
            match ->
                new Sign.GatewayProcess(
                    true,
                    "process %s runs for %s in state %s"
                        .formatted(match.group(1), match.group(3), match.group(2))))
        .orElseGet(() -> new Sign.GatewayProcess(false, "no gateway is in the process list"));
  }
}
