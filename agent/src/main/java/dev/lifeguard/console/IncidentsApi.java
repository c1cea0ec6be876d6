package dev.lifeguard.console;

import dev.lifeguard.alert.AlertDesk;
import dev.lifeguard.alert.Incident;
import dev.lifeguard.report.Chronicle;
import dev.lifeguard.report.Entry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Incidents: which alerts belong together, which is taken for the root, what happened when. */
public final class IncidentsApi {
  private static final int MOST = 100;

  private final AlertDesk alerts;
  private final Chronicle chronicle;

  public IncidentsApi(AlertDesk alerts, Chronicle chronicle) {
    this.alerts = alerts;
    this.chronicle = chronicle;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/incidents", _ -> latest()),
        Endpoint.read("/api/v1/incidents/:id/timeline", this::timeline));
  }

  private Future<Reply> latest() {
    return alerts
        .incidents(MOST)
        .map(
            list ->
                Reply.ok(
                    new JsonObject()
                        .put(
                            "incidents",
                            new JsonArray(list.stream().map(IncidentsApi::json).toList()))));
  }

  private Future<Reply> timeline(Asked asked) {
    return chronicle
        .entries(asked.part("id"))
        .map(
            list ->
                Reply.ok(
                    new JsonObject()
                        .put(
                            "timeline",
                            new JsonArray(list.stream().map(IncidentsApi::json).toList()))));
  }

  private static JsonObject json(Incident incident) {
    var json =
        new JsonObject()
            .put("id", incident.id())
            .put("gateway", incident.gateway())
            .put("severity", incident.severity().code())
            .put("level", incident.severity().level())
            .put("root", incident.rootMember().toString())
            .put(
                "members",
                new JsonArray(incident.members().stream().map(IncidentsApi::json).toList()))
            .put("openedAt", incident.openedAt().toString());
    incident.closedAt().ifPresent(at -> json.put("closedAt", at.toString()));
    return json;
  }

  private static JsonObject json(Incident.Member member) {
    var json =
        new JsonObject()
            .put("alert", member.alert())
            .put("name", member.rule())
            .put("severity", member.severity().code())
            .put("subject", member.subject().toString())
            .put("joinedAt", member.joinedAt().toString());
    member.leftAt().ifPresent(at -> json.put("leftAt", at.toString()));
    return json;
  }

  private static JsonObject json(Entry entry) {
    return new JsonObject()
        .put("at", entry.at().toString())
        .put("kind", entry.what())
        .put("text", entry.text())
        .put("detail", entry.detail());
  }
}
