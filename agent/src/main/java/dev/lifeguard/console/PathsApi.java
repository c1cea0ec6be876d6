package dev.lifeguard.console;

import dev.lifeguard.path.PathHealth;
import dev.lifeguard.path.PathView;
import dev.lifeguard.path.Paths;
import dev.lifeguard.reason.FailedException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ways to each gateway, and the switch by hand. */
public final class PathsApi {
  private static final Form CHOICE = new Form(Map.of("path", Form.Kind.TEXT));

  private final Paths paths;

  public PathsApi(Paths paths) {
    this.paths = paths;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/paths", _ -> paths.views().map(PathsApi::all)),
        Endpoint.post("/api/v1/paths/:gateway/switch", CHOICE.before(this::change)));
  }

  /** To the path that the body names, or to the best other one. */
  private Future<Reply> change(Asked asked) {
    var gateway = asked.part("gateway");
    var named = asked.json().map(body -> Optional.ofNullable(body.getValue("path")));
    var path = named.flatMap(it -> it).map(Object::toString).filter(text -> !text.isBlank());
    return paths
        .switchTo(gateway, path)
        .map(now -> Reply.accepted(new JsonObject().put("gateway", gateway).put("current", now)))
        .recover(PathsApi::refused);
  }

  private static Future<Reply> refused(Throwable thrown) {
    if (!(thrown instanceof FailedException failed)) return Future.failedFuture(thrown);
    var failure = failed.failure();
    return Future.succeededFuture(
        new Reply.Problem(409, failure.reason().code(), failure.detail()));
  }

  private static Reply all(List<PathView> views) {
    var list = new JsonArray();
    views.forEach(view -> list.add(json(view)));
    return Reply.ok(new JsonObject().put("paths", list));
  }

  private static JsonObject json(PathView view) {
    var paths = new JsonArray();
    view.paths().forEach(path -> paths.add(json(path, view)));
    var json =
        new JsonObject()
            .put("gateway", view.gateway())
            .put("current", view.current())
            .put("since", view.since())
            .put("returnsAfterSeconds", view.patience().toSeconds())
            .put("paths", paths);
    view.held().map(Instant::toString).ifPresent(until -> json.put("heldUntil", until));
    return json;
  }

  private static JsonObject json(PathView.One path, PathView view) {
    var json =
        new JsonObject()
            .put("name", path.name())
            .put("url", path.url().toString())
            .put("inUse", path.name().equals(view.current()))
            .put("health", path.health().word())
            .put("sameGateway", path.kin().name().toLowerCase(Locale.ROOT));
    path.tunnel().ifPresent(tunnel -> json.put("tunnel", tunnel));
    switch (path.health()) {
      case PathHealth.Unseen _ -> {}
      case PathHealth.Healthy(var since) -> json.put("since", since.wall());
      case PathHealth.Failing(var since, _, var why) ->
          json.put("since", since.wall())
              .put("reason", why.reason().code())
              .put("detail", why.detail());
    }
    return json;
  }
}
