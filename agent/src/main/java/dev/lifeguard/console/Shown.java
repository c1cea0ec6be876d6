package dev.lifeguard.console;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.Incident;
import dev.lifeguard.config.Change;
import dev.lifeguard.config.ReloadEvent;
import dev.lifeguard.config.ReloadEvent.ReloadApplied;
import dev.lifeguard.config.ReloadEvent.ReloadRefused;
import dev.lifeguard.config.ReloadEvent.ReloadWaiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Things as the API shows them: the same whether they are asked for or told by the stream. */
public final class Shown {
  private Shown() {}

  public static JsonObject alert(Alert alert) {
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
    alert.episode().incident().ifPresent(incident -> json.put("incident", incident));
    alert.handling().acknowledgement().ifPresent(taken -> json.put("owner", taken.owner()));
    json.put(
        "suppressed",
        new JsonArray(alert.handling().suppressions().stream().map(Object::toString).toList()));
    alert.episode().endedAt().ifPresent(at -> json.put("endsAt", at.toString()));
    return json;
  }

  public static JsonObject incident(Incident incident) {
    var json =
        new JsonObject()
            .put("id", incident.id())
            .put("gateway", incident.gateway())
            .put("severity", incident.severity().code())
            .put("level", incident.severity().level())
            .put("root", incident.rootMember().toString())
            .put("members", new JsonArray(incident.members().stream().map(Shown::member).toList()))
            .put("openedAt", incident.openedAt().toString());
    incident.closedAt().ifPresent(at -> json.put("closedAt", at.toString()));
    return json;
  }

  private static JsonObject member(Incident.Member member) {
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

  /** What became of a changed configuration. */
  public static JsonObject reload(ReloadEvent event) {
    return switch (event) {
      case ReloadApplied(var changes, _) -> changes("applied", changes);
      case ReloadWaiting(var changes, _) -> changes("waiting", changes);
      case ReloadRefused refused -> refused(refused);
    };
  }

  private static JsonObject changes(String result, List<Change> changes) {
    var list = new JsonArray();
    changes.forEach(change -> list.add(change.path()));
    return new JsonObject().put("result", result).put("changes", list);
  }

  private static JsonObject refused(ReloadRefused refused) {
    var problems = new JsonArray();
    refused.problems().forEach(problem -> problems.add(problem.toString()));
    var detail = new StringBuilder("the last good configuration stays: ").append(refused.because());
    refused.problems().forEach(problem -> detail.append('\n').append(problem));
    return new JsonObject()
        .put("result", "refused")
        .put("detail", detail.toString())
        .put("problems", problems);
  }
}
