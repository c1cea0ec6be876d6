package dev.lifeguard.chaos;

import dev.lifeguard.app.TroubledWays;
import dev.lifeguard.cli.Ran;
import dev.lifeguard.peer.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Causes that only time brings out: a line that a timer cuts at an age as real ones have, and a
 * server that takes the connection and never says a word. Each code is read out of the alert's
 * annotation, the metric's label, and {@code diagnose --json}.
 */
final class SlowCauses implements AutoCloseable {
  private final TroubledWays ways;
  private final Duration bound;

  private SlowCauses(Duration age) throws IOException {
    ways = new TroubledWays(age);
    bound = age.multipliedBy(6).plusMinutes(3);
  }

  public static void main(String[] args) throws IOException {
    var age = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 60);
    var expected = new LinkedHashMap<String, String>();
    expected.put(TroubledWays.MUTE, "tunnel_pending");
    expected.put(TroubledWays.AGED, "flapping_idle_cut");
    boolean well;
    try (var causes = new SlowCauses(age)) {
      well = causes.areTold(expected);
    }
    System.exit(well ? 0 : 1);
  }

  private boolean areTold(Map<String, String> expected) {
    var well = true;
    for (var one : expected.entrySet()) well &= isTold(one.getKey(), one.getValue());
    return well;
  }

  private boolean isTold(String gateway, String cause) {
    var begin = System.nanoTime();
    Await.until(
        gateway + " is told as " + cause,
        bound,
        () -> ways.told().of(gateway).contains(cause),
        ways::report);
    var label = ways.metrics().contains("lifeguard_causes_total{cause=\"" + cause + "\",} 0.0");
    var ran = Ran.of("diagnose", gateway, "--json", "--config", ways.configurationFile());
    System.out.printf(
        "cause=%s alert_after=%ds metric=%s diagnose_json=%s%n",
        cause,
        Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
        label ? "none" : cause,
        ran.cause());
    return !label && ran.cause().equals(cause);
  }

  @Override
  public void close() throws IOException {
    ways.close();
  }
}
