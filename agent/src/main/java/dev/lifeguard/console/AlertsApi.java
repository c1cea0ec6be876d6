package dev.lifeguard.console;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertDesk;
import dev.lifeguard.alert.Explanation;
import dev.lifeguard.alert.Transition;
import dev.lifeguard.notify.Journal;
import dev.lifeguard.notify.Telling;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Alerts: what is not well, what was resolved, and how each came where it stands. */
public final class AlertsApi {
  private static final Form TAKING =
      new Form(Map.of("owner", Form.Kind.TEXT, "note", Form.Kind.TEXT, "for", Form.Kind.TEXT));
  private static final int RESOLVED = 50;
  private static final int TRANSITIONS = 200;

  private final AlertDesk alerts;
  private final Journal tellings;

  /**
   * @param tellings who was told of what, or not, and why
   */
  public AlertsApi(AlertDesk alerts, Journal tellings) {
    this.alerts = alerts;
    this.tellings = tellings;
  }

  private static final Paging<Alert> PARTS = new Paging<>("alerts", Alert::id, Shown::alert);

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/alerts", this::all),
        Endpoint.read("/api/v1/alerts/:id/transitions", this::transitions),
        Endpoint.read("/api/v1/alerts/:id/explanation", this::explain),
        Endpoint.read("/api/v1/alerts/:id/tellings", this::tellings),
        Endpoint.post("/api/v1/alerts/:id/acknowledgement", TAKING.before(this::acknowledge)),
        Endpoint.write(HttpMethod.DELETE, "/api/v1/alerts/:id/acknowledgement", this::giveBack));
  }

  private Future<Reply> explain(Asked asked) {
    var id = asked.part("id");
    return alerts
        .explain(id)
        .map(
            found ->
                found
                    .map(one -> Reply.ok(explanation(one)))
                    .orElse(Reply.missing("an alert with id " + id)));
  }

  private static JsonObject explanation(Explanation explanation) {
    var steps = new JsonArray();
    for (var step : explanation.steps())
      steps.add(
          new JsonObject()
              .put("step", step.name())
              .put("outcome", step.outcome())
              .put("because", step.because()));
    return new JsonObject().put("alert", Shown.alert(explanation.alert())).put("steps", steps);
  }

  private Future<Reply> acknowledge(Asked asked) {
    var body = asked.json().orElseGet(JsonObject::new);
    if (!(body.getValue("owner") instanceof String owner) || owner.isBlank())
      return Future.succeededFuture(Reply.refused("give who takes it, as in {\"owner\": \"ada\"}"));
    var note = body.getValue("note") instanceof String text ? text : "";
    return switch (Lasting.of(body)) {
      case Lasting.Refused(var detail) -> Future.succeededFuture(Reply.refused(detail));
      case Lasting.Given(var lasting) ->
          taken(asked, alerts.acknowledge(asked.part("id"), owner, note, lasting));
    };
  }

  private Future<Reply> giveBack(Asked asked) {
    return taken(asked, alerts.giveBack(asked.part("id")));
  }

  private static Future<Reply> taken(Asked asked, Future<Optional<Alert>> answer) {
    return answer.map(
        found ->
            found
                .map(alert -> Reply.ok(Shown.alert(alert)))
                .orElse(Reply.missing("a firing alert with id " + asked.part("id"))));
  }

  private Future<Reply> all(Asked asked) {
    return alerts
        .alerts()
        .compose(
            standing ->
                alerts
                    .resolved(RESOLVED)
                    .map(
                        over ->
                            PARTS.reply(
                                asked, standing, new JsonObject().put("resolved", list(over)))));
  }

  private Future<Reply> transitions(Asked asked) {
    return alerts
        .transitions(asked.part("id"), TRANSITIONS)
        .map(list -> Reply.ok(new JsonObject().put("transitions", steps(list))));
  }

  private Future<Reply> tellings(Asked asked) {
    return tellings
        .of(asked.part("id"))
        .map(
            list ->
                Reply.ok(
                    new JsonObject()
                        .put(
                            "tellings",
                            new JsonArray(list.stream().map(AlertsApi::json).toList()))));
  }

  private static JsonObject json(Telling telling) {
    return new JsonObject()
        .put("at", telling.at().toString())
        .put("occasion", telling.occasion().name().toLowerCase(Locale.ROOT))
        .put("outcome", telling.outcome().name().toLowerCase(Locale.ROOT))
        .put("receiver", telling.receiver())
        .put("because", telling.because())
        .put("key", telling.key());
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
    alerts.forEach(alert -> list.add(Shown.alert(alert)));
    return list;
  }
}
