package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lays out what the agent sees on one screen, the worst first. */
record StatusScreen(Paint paint) {
  void write(JsonObject seen, PrintWriter out) {
    head(seen.getJsonObject("agent"), out);
    out.println();
    gateways(seen).print(out);
    var tunnels = each(seen, "tunnels").toList();
    if (!tunnels.isEmpty()) {
      out.println();
      tunnels(tunnels).print(out);
    }
    out.println();
    alerts(seen, out);
  }

  /** Every gateway runs and nothing fires. */
  static boolean well(JsonObject seen) {
    return each(seen, "gateways").allMatch(gateway -> is(gateway, "status", "running"))
        && each(seen, "alerts").noneMatch(alert -> is(alert, "state", "firing"));
  }

  private void head(JsonObject agent, PrintWriter out) {
    out.println(
        paint.strong("lifeguard " + agent.getString("version"))
            + paint.faint(
                "  up "
                    + span(agent.getDouble("uptimeSeconds", 0.0))
                    + "  "
                    + agent.getString("configuration", "")));
  }

  private Output gateways(JsonObject seen) {
    var table = Output.table("GATEWAY", "STATUS", "STATE", "REASON", "LATENCY", "UP FOR", "URL");
    each(seen, "gateways")
        .sorted((a, b) -> Boolean.compare(is(a, "status", "running"), is(b, "status", "running")))
        .forEach(gateway -> table.row(row(gateway)));
    return table;
  }

  private String[] row(JsonObject gateway) {
    var latency = gateway.getDouble("latencySeconds");
    var uptime = gateway.getDouble("uptimeSeconds");
    return new String[] {
      gateway.getString("name"),
      paint.state(gateway.getString("status")),
      gateway.getString("state"),
      gateway.getString("reason"),
      latency == null ? "-" : String.format(Locale.ROOT, "%.1f ms", latency * 1000),
      uptime == null ? "-" : span(uptime),
      gateway.getString("url")
    };
  }

  private Output tunnels(List<JsonObject> tunnels) {
    var table =
        Output.table("TUNNEL", "STATE", "FOR", "REASON", "RECONNECTS", "THROUGH", "FORWARDS");
    for (var tunnel : tunnels)
      table.row(
          tunnel.getString("gateway") + "/" + tunnel.getString("name"),
          paint.state(tunnel.getString("state")),
          span(tunnel.getDouble("inStateSeconds", 0.0)),
          tunnel.getString("reason"),
          String.valueOf(tunnel.getInteger("recentReconnects", 0)),
          tunnel.getString("through"),
          forwards(tunnel));
    return table;
  }

  private String forwards(JsonObject tunnel) {
    return each(tunnel, "forwards")
        .map(forward -> forward.getString("name") + " " + forward.getString("status"))
        .reduce((one, other) -> one + ", " + other)
        .orElse("-");
  }

  private void alerts(JsonObject seen, PrintWriter out) {
    var all = AlertOrder.of(seen.getJsonArray("alerts", new JsonArray()));
    var standing = all.stream().filter(alert -> !saysNothing(alert)).toList();
    var silent = all.size() - standing.size();
    if (standing.isEmpty()) out.println(paint.well("no alert is pending or fires"));
    else alerts(standing).print(out);
    if (silent > 0)
      out.println(silent + " more cannot be judged for now; lifeguard alerts shows why");
    each(seen, "incidents")
        .filter(incident -> !incident.containsKey("closedAt"))
        .forEach(
            incident ->
                out.println(
                    paint.bad("open incident ")
                        + incident.getString("id")
                        + "  "
                        + incident.getString("level")
                        + "  "
                        + incident.getString("root")));
  }

  /** It cannot be judged, and it did not fire before either. */
  private static boolean saysNothing(JsonObject alert) {
    return is(alert, "state", "unknown") && !alert.containsKey("startsAt");
  }

  private Output alerts(List<JsonObject> standing) {
    var table = Output.table("ALERT", "STATE", "SEVERITY", "GATEWAY", "OWNER", "EVIDENCE");
    for (var alert : standing)
      table.row(
          alert.getString("name"),
          paint.state(alert.getString("state")),
          paint.state(alert.getString("severity")),
          alert.getString("gateway"),
          alert.getString("owner", "-"),
          alert.getString("evidence"));
    return table;
  }

  private static boolean is(JsonObject json, String key, String word) {
    return word.equals(json.getString(key));
  }

  private static Stream<JsonObject> each(JsonObject json, String key) {
    return json.getJsonArray(key, new JsonArray()).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  private static String span(double seconds) {
    var span = Duration.ofSeconds(Math.round(seconds));
    if (span.toDays() > 0) return span.toDays() + "d " + span.toHoursPart() + "h";
    if (span.toHours() > 0) return span.toHours() + "h " + span.toMinutesPart() + "m";
    if (span.toMinutes() > 0) return span.toMinutes() + "m " + span.toSecondsPart() + "s";
    return span.toSeconds() + "s";
  }
}
