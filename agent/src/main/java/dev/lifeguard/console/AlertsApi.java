package dev.lifeguard.console;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertVerticle;
import dev.lifeguard.alert.Transition;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Alerts: what is not well, what was resolved, and how each came where it stands. */
public final class AlertsApi {
  private static final int RESOLVED = 50;
  private static final int TRANSITIONS = 200;

  private final AlertVerticle alerts;

  public AlertsApi(AlertVerticle alerts) {
    this.alerts = alerts;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/alerts", _ -> all()),
        Endpoint.read("/api/v1/alerts/:id/transitions", this::transitions));
  }

  private Future<Reply> all() {
    return alerts
        .alerts()
        .compose(
            standing ->
                alerts
                    .resolved(RESOLVED)
                    .map(
                        over ->
                            Reply.ok(
                                new JsonObject()
                                    .put("alerts", list(standing))
                                    .put("resolved", list(over)))));
  }

  private Future<Reply> transitions(Asked asked) {
    return alerts
        .transitions(asked.part("id"), TRANSITIONS)
        .map(list -> Reply.ok(new JsonObject().put("transitions", steps(list))));
  }

  private static JsonArray steps(List<Transition> transitions) {
    var steps = new JsonArray();
    transitions.forEach(step -> steps.add(json(step)));
    return steps;
  }

  private static JsonObject json(Transition step) {
    return new JsonObject()
        .put("number", step.number())
        .put("kind", step.kind())
        .put("state", step.state())
        .put("because", step.because())
        .put("evidence", step.evidence())
        .put("at", step.at().toString());
  }

  private static JsonArray list(List<Alert> alerts) {
    var list = new JsonArray();
    alerts.forEach(alert -> list.add(json(alert)));
    return list;
  }

  private static JsonObject json(Alert alert) {
    var labels = new JsonObject();
    alert.identity().labels().forEach(labels::put);
    var annotations = new JsonObject();
    alert.annotations("not known yet").forEach(annotations::put);
    var json =
        new JsonObject()
            .put("id", alert.id())
            .put("name", alert.name())
            .put("gateway", alert.subject().gateway())
            .put("severity", alert.severity().toString())
            .put("state", alert.state().code())
            .put("flapping", alert.flapping())
            .put("labels", labels)
            .put("annotations", annotations)
            .put("evidence", alert.message().evidence())
            .put("transition", alert.transition());
    alert.episode().startedAt().ifPresent(at -> json.put("startsAt", at.toString()));
    alert.firedAt().ifPresent(at -> json.put("firedAt", at.toString()));
    alert.episode().endedAt().ifPresent(at -> json.put("endsAt", at.toString()));
    return json;
  }
}
