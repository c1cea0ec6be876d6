package dev.lifeguard.console;

import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.run.Hooked;
import dev.lifeguard.remedy.run.RemedyDesk;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where Alertmanager posts its groups of alerts, version 4 of its webhook. What a label says is
 * data: it selects a remedy or names a gateway, or does nothing.
 */
public final class AlertmanagerHook {
  private static final String PATH = "/api/v1/hooks/alertmanager";
  private static final int MOST_ALERTS = 1000;
  private static final int MOST_LABELS = 64;

  private final RemedyDesk desk;

  public AlertmanagerHook(RemedyDesk desk) {
    this.desk = desk;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.post(PATH, this::hear));
  }

  private Future<Reply> hear(Asked asked) {
    var body = asked.json();
    if (body.isEmpty()) return refused("the body is no JSON object");
    var version = body.get().getValue("version");
    if (version != null && !"4".equals(version))
      return refused("version " + version + " of the webhook is not known; this takes version 4");
    if (!(body.get().getValue("alerts") instanceof JsonArray alerts))
      return refused("`alerts` is missing or no list; this takes version 4 of the webhook");
    if (alerts.size() > MOST_ALERTS)
      return refused(
          "more than "
              + MOST_ALERTS
              + " alerts at once; let webhook_configs of alertmanager.yml say max_alerts: 500");
    var heard = new ArrayList<Hooked>();
    for (int i = 0; i < alerts.size(); i++) {
      var at = "alerts[" + i + "]";
      switch (read(alerts.getValue(i))) {
        case Read.Taken(var hooked) -> heard.add(hooked);
        case Read.Wrong(var what) -> {
          return refused(at + what);
        }
      }
    }
    return desk.hooked(heard).map(results -> Reply.ok(answer(heard, results)));
  }

  private sealed interface Read {
    record Taken(Hooked hooked) implements Read {}

    record Wrong(String what) implements Read {}
  }

  private static Read read(Object value) {
    if (!(value instanceof JsonObject alert)) return new Read.Wrong(" is no object");
    if (!(alert.getValue("labels") instanceof JsonObject labels))
      return new Read.Wrong(".labels is missing or no object");
    if (labels.size() > MOST_LABELS) return new Read.Wrong(".labels are more than " + MOST_LABELS);
    var texts = new TreeMap<String, String>();
    for (var label : labels) {
      if (!(label.getValue() instanceof String text))
        return new Read.Wrong(".labels: a value is no text");
      texts.put(label.getKey(), text);
    }
    if (!texts.containsKey("alertname")) return new Read.Wrong(".labels.alertname is missing");
    return read(alert, texts);
  }

  private static Read read(JsonObject alert, TreeMap<String, String> labels) {
    var status = status(alert.getValue("status"));
    if (status.isEmpty()) return new Read.Wrong(".status is neither firing nor resolved");
    if (!(alert.getValue("fingerprint") instanceof String fingerprint)
        || !fingerprint.matches("[0-9a-zA-Z]{1,64}"))
      return new Read.Wrong(".fingerprint is missing, or not of letters and digits");
    try {
      var startsAt = Instant.parse(String.valueOf(alert.getValue("startsAt")));
      return new Read.Taken(new Hooked(status.get(), fingerprint, labels, startsAt));
    } catch (DateTimeParseException e) {
      return new Read.Wrong(".startsAt is no time such as 2026-01-01T00:00:00Z");
    }
  }

  private static Optional<Hooked.Status> status(Object value) {
    if ("firing".equals(value)) return Optional.of(Hooked.Status.FIRING);
    return "resolved".equals(value) ? Optional.of(Hooked.Status.RESOLVED) : Optional.empty();
  }

  private static JsonObject answer(List<Hooked> heard, List<HookResult> results) {
    var list = new JsonArray();
    for (int i = 0; i < heard.size(); i++)
      list.add(
          new JsonObject()
              .put("alertname", heard.get(i).labels().get("alertname"))
              .put("fingerprint", heard.get(i).fingerprint())
              .put("result", results.get(i).code()));
    return new JsonObject().put("alerts", list);
  }

  private static Future<Reply> refused(String detail) {
    return Future.succeededFuture(Reply.refused(detail));
  }
}
