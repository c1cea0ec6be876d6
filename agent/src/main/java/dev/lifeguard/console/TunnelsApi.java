package dev.lifeguard.console;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.tunnel.ForwardStatus;
import dev.lifeguard.tunnel.TraceLog;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelView;
import dev.lifeguard.tunnel.TunnelView.ForwardView;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The tunnels as they are now, and their restart by hand. */
public final class TunnelsApi {
  private static final Form TRACE = new Form(Map.of("restart", Form.Kind.SWITCH));

  private final Tunnels tunnels;

  public TunnelsApi(Tunnels tunnels) {
    this.tunnels = tunnels;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/tunnels", _ -> tunnels.views().map(TunnelsApi::all)),
        Endpoint.post("/api/v1/tunnels/:gateway/:tunnel/restart", this::restart),
        Endpoint.post("/api/v1/tunnels/:gateway/:tunnel/trace", TRACE.before(this::trace)),
        Endpoint.read("/api/v1/tunnels/:gateway/:tunnel/trace", this::traced),
        Endpoint.post(
            "/api/v1/tunnels/:gateway/:tunnel/stop", asked -> done(tunnels.stop(id(asked)))),
        Endpoint.post(
            "/api/v1/tunnels/:gateway/:tunnel/start", asked -> done(tunnels.start(id(asked)))));
  }

  private Future<Reply> restart(Asked asked) {
    return done(tunnels.restart(id(asked)));
  }

  /** Begins a new trace of that tunnel; with {@code restart}, there is something to trace soon. */
  private Future<Reply> trace(Asked asked) {
    var restart = asked.json().map(body -> body.getBoolean("restart", false)).orElse(false);
    var id = id(asked);
    return done(
        tunnels.trace(id).compose(_ -> restart ? tunnels.restart(id) : Future.succeededFuture()));
  }

  private Future<Reply> traced(Asked asked) {
    var from = asked.query("from").filter(text -> text.matches("\\d{1,6}")).orElse("0");
    return tunnels
        .traced(id(asked))
        .map(
            log ->
                log.map(it -> Reply.ok(json(it.from(Integer.parseInt(from)))))
                    .orElseGet(() -> Reply.missing("a trace of this tunnel")));
  }

  private static JsonObject json(TraceLog.Page page) {
    var lines = new JsonArray();
    for (var line : page.lines())
      lines.add(new JsonObject().put("at", line.at().toNanos() / 1e9).put("text", line.text()));
    return new JsonObject()
        .put("lines", lines)
        .put("ended", page.ended())
        .put("reached", page.reached());
  }

  private static TunnelId id(Asked asked) {
    return new TunnelId(asked.part("gateway"), asked.part("tunnel"));
  }

  private static Future<Reply> done(Future<Void> doing) {
    return doing
        .map(_ -> Reply.accepted(new JsonObject().put("ok", true)))
        .recover(
            e ->
                e instanceof FailedException failed
                    ? Future.succeededFuture(
                        new Reply.Problem(
                            409, failed.failure().reason().code(), failed.failure().detail()))
                    : Future.failedFuture(e));
  }

  private static Reply all(List<TunnelView> views) {
    var list = new JsonArray();
    views.forEach(view -> list.add(json(view)));
    return Reply.ok(new JsonObject().put("tunnels", list));
  }

  private static JsonObject json(TunnelView view) {
    var forwards = new JsonArray();
    view.forwards().forEach(forward -> forwards.add(json(forward)));
    var json =
        new JsonObject()
            .put("gateway", view.id().gateway())
            .put("name", view.id().name())
            .put("through", view.through())
            .put("state", view.state().word())
            .put("inStateSeconds", view.inState().toMillis() / 1e3)
            .put("reason", view.reason())
            .put("generation", view.state().life().generation())
            .put("recentReconnects", view.recentReconnects())
            .put("standby", view.standby().word())
            .put("forwards", forwards);
    view.nagle().ifPresent(note -> json.put("note", note));
    return json;
  }

  private static JsonObject json(ForwardView forward) {
    var connections = forward.connections();
    var json = new JsonObject();
    if (forward.status() instanceof ForwardStatus.Broken(var why)) json.put("why", why.toString());
    return json.put("name", forward.name())
        .put("direction", forward.direction().name().toLowerCase(java.util.Locale.ROOT))
        .put("local", forward.local().toString())
        .put("remote", forward.remote().toString())
        .put("status", forward.status().word())
        .put("accepted", connections.accepted())
        .put("served", connections.served())
        .put("cut", connections.cut())
        .put("open", connections.open())
        .put("held", connections.held())
        .put("bytesUp", forward.up())
        .put("bytesDown", forward.down());
  }
}
