package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;

/**
 * What somebody who was woken wants to read first: what fires before what may, the worst on top.
 */
final class AlertOrder {
  private static final List<String> STATES = List.of("firing", "recovering", "pending", "unknown");
  private static final List<String> SEVERITIES = List.of("critical", "warning", "info");

  private static final Comparator<JsonObject> WORST_FIRST =
      Comparator.<JsonObject>comparingInt(alert -> rank(STATES, alert.getString("state")))
          .thenComparingInt(alert -> rank(SEVERITIES, alert.getString("severity")))
          .thenComparing(alert -> alert.getString("name"))
          .thenComparing(alert -> alert.getString("gateway", ""));

  private AlertOrder() {}

  static List<JsonObject> of(JsonArray alerts) {
    return alerts.stream().map(JsonObject.class::cast).sorted(WORST_FIRST).toList();
  }

  private static int rank(List<String> known, String word) {
    var at = known.indexOf(word);
    return at < 0 ? known.size() : at;
  }
}
