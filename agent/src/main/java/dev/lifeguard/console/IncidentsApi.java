package dev.lifeguard.console;

import dev.lifeguard.alert.AlertDesk;
import dev.lifeguard.alert.Incident;
import dev.lifeguard.report.Chronicle;
import dev.lifeguard.report.Entry;
import dev.lifeguard.report.IncidentRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Incidents: which alerts belong together, which is taken for the root, what happened when. */
public final class IncidentsApi {
  private static final int MOST = 1000;
  private static final int USUAL = 100;
  private static final Paging<Incident> PAGING =
      new Paging<>("incidents", Incident::id, Shown::incident);

  private final AlertDesk alerts;
  private final Chronicle chronicle;

  public IncidentsApi(AlertDesk alerts, Chronicle chronicle) {
    this.alerts = alerts;
    this.chronicle = chronicle;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/incidents", this::latest),
        Endpoint.read("/api/v1/incidents/:id", this::one),
        Endpoint.read("/api/v1/incidents/:id/timeline", this::timeline));
  }

  /** The latest hundred, unless somebody goes on with a limit and a cursor. */
  private Future<Reply> latest(Asked asked) {
    var most = asked.query("limit").isPresent() ? MOST : USUAL;
    return alerts.incidents(most).map(list -> PAGING.reply(asked, list));
  }

  private Future<Reply> one(Asked asked) {
    var id = asked.part("id");
    return chronicle
        .record(id)
        .map(found -> found.map(IncidentsApi::whole).orElse(Reply.missing("incident " + id)));
  }

  private static Reply whole(IncidentRecord seen) {
    return Reply.ok(
        Shown.incident(seen.incident())
            .put("alerts", new JsonArray(seen.alerts().stream().map(Shown::alert).toList()))
            .put("owners", new JsonArray(List.copyOf(seen.owners())))
            .put("timeline", lines(seen.entries())));
  }

  private Future<Reply> timeline(Asked asked) {
    var id = asked.part("id");
    return chronicle
        .entries(id)
        .map(
            entries ->
                entries.isEmpty() // each begins with how it was opened
                    ? Reply.missing("incident " + id)
                    : Reply.ok(new JsonObject().put("timeline", lines(entries))));
  }

  private static JsonArray lines(List<Entry> entries) {
    return new JsonArray(entries.stream().map(IncidentsApi::json).toList());
  }

  private static JsonObject json(Entry entry) {
    return new JsonObject()
        .put("at", entry.at().toString())
        .put("kind", entry.what())
        .put("sort", entry.kind().code())
        .put("text", entry.text())
        .put("detail", entry.detail());
  }
}
