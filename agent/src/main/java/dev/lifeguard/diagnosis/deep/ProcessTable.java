package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.evidence.Sign;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the process list has a gateway in it. Pure. */
final class ProcessTable {
  private static final Pattern GATEWAY =
      Pattern.compile("^\\s*([0-9]+)\\s+[0-9]+\\s+(\\S+)\\s+(\\S+)\\s.*openclaw.*gateway.*");

  private ProcessTable() {}

  /** Columns are pid, ppid, stat, etime, pcpu, rss, args. */
  static Optional<Sign> sign(String output) {
    return Optional.of(
        output
            .lines()
            .map(GATEWAY::matcher)
            .filter(match -> match.matches() && !match.group().contains("lifeguard"))
            .findFirst()
            .<Sign>map(
                match ->
                    new Sign.GatewayProcess(
                        true,
                        "process %s runs for %s in state %s"
                            .formatted(match.group(1), match.group(3), match.group(2))))
            .orElseGet(() -> new Sign.GatewayProcess(false, "no gateway is in the process list")));
  }
}
