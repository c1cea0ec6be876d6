package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.evidence.Discretion;
import dev.lifeguard.diagnosis.evidence.Sign;
import java.util.List;
import java.util.regex.Pattern;

/** The lines at the end of a gateway's log that say why it does not run. Pure. */
final class GatewayLog {
  private static final Pattern TELLING =
      Pattern.compile(
          "Invalid config at|Gateway start blocked|config reload skipped|Unrecognized key"
              + "|status=78|code=exited, status=78|Refusing to bind gateway|EADDRINUSE"
              + "|already in use|already listening|\"valid\":\\s*false|parse failed");
  private static final int MOST = 5;
  private static final int LENGTH = 240;

  private GatewayLog() {}

  static List<Sign> signs(String output) {
    return output.lines().toList().reversed().stream()
        .filter(line -> TELLING.matcher(line).find())
        .limit(MOST)
        .<Sign>map(line -> new Sign.GatewaySaid(shortened(line)))
        .toList();
  }

  private static String shortened(String line) {
    var match = TELLING.matcher(line);
    var from = match.find() ? Math.max(0, match.start() - 40) : 0;
    var clean = Discretion.about(line.substring(from)).strip().replaceAll("\\p{Cntrl}", "?");
    return clean.length() > LENGTH ? clean.substring(0, LENGTH) + "..." : clean;
  }
}
