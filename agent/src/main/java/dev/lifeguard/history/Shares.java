package dev.lifeguard.history;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.store.Change;
import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How long each gateway had which status on which day, by the monotonic clock. Time in which nobody
 * counted, because the agent or the machine stood still, belongs to no status.
 */
final class Shares {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final String ADD =
      "INSERT INTO history_day (gateway, day, status, millis) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (gateway, day, status) DO UPDATE SET millis = millis + excluded.millis";

  private record Standing(String status, Moment since) {}

  private final Consumer<Change> pen;
  private final Map<String, Standing> gateways = new HashMap<>();

  Shares(Consumer<Change> pen) {
    this.pen = pen;
  }

  void see(String gateway, FactValue value, Moment now) {
    var status = value instanceof FactValue.Word(var word) ? word : "unknown";
    var before = gateways.get(gateway);
    if (before != null && before.status.equals(status)) return;
    if (before != null) credit(gateway, before, now);
    gateways.put(gateway, new Standing(status, now));
  }

  void forget(String gateway, Moment now) {
    var before = gateways.remove(gateway);
    if (before != null) credit(gateway, before, now);
  }

  /** Credits what has passed; to be called every minute or so. */
  void tick(Moment now) {
    gateways.replaceAll(
        (gateway, standing) -> {
          credit(gateway, standing, now);
          return new Standing(standing.status, now);
        });
  }

  private void credit(String gateway, Standing standing, Moment now) {
    var passed = now.since(standing.since);
    if (passed.toMillis() <= 0 || passed.compareTo(LONGEST) > 0) return;
    var day = LocalDate.ofInstant(standing.since.wall(), ZoneOffset.UTC).toString();
    pen.accept(Change.of(ADD, gateway, day, standing.status, passed.toMillis()));
  }
}
