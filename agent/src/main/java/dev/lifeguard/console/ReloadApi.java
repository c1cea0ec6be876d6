package dev.lifeguard.console;

import dev.lifeguard.config.Change;
import dev.lifeguard.config.ReloadEvent;
import dev.lifeguard.config.ReloadEvent.ReloadApplied;
import dev.lifeguard.config.ReloadEvent.ReloadRefused;
import dev.lifeguard.config.ReloadEvent.ReloadWaiting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** Reads the configuration anew when asked, and says what came of it. */
public final class ReloadApi {
  private final Supplier<Future<ReloadEvent>> reload;

  public ReloadApi(Supplier<Future<ReloadEvent>> reload) {
    this.reload = reload;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/api/v1/reload", _ -> reload.get().map(ReloadApi::reply)));
  }

  private static Reply reply(ReloadEvent event) {
    return switch (event) {
      case ReloadApplied(var changes, _) -> Reply.ok(json("applied", changes));
      case ReloadWaiting(var changes, _) -> Reply.accepted(json("waiting", changes));
      case ReloadRefused refused -> new Reply.Json(422, refused(refused));
    };
  }

  private static JsonObject json(String result, List<Change> changes) {
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
