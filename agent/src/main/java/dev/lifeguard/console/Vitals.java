package dev.lifeguard.console;

import dev.lifeguard.metrics.Metrics;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Whether the agent itself lives, and its metrics. */
public final class Vitals {
  private final Metrics metrics;
  private final Time time;
  private final Instant started;
  private final Supplier<JsonObject> status;
  private final Supplier<List<String>> notReady;

  /**
   * @param status what {@code /api/v1/status} says beside version and uptime
   * @param notReady why the agent is not ready yet; empty when it is
   */
  public Vitals(
      Metrics metrics, Time time, Supplier<JsonObject> status, Supplier<List<String>> notReady) {
    this.metrics = metrics;
    this.time = time;
    this.started = time.now();
    this.status = status;
    this.notReady = notReady;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.open("/healthz", _ -> done(Reply.ok(new JsonObject().put("ok", true)))),
        Endpoint.open("/readyz", _ -> done(ready())),
        Endpoint.read("/metrics", asked -> done(scrape(asked))),
        Endpoint.read("/api/v1/status", _ -> done(Reply.ok(status()))));
  }

  private Reply ready() {
    var because = notReady.get();
    var json = new JsonObject().put("ready", because.isEmpty()).put("waitingFor", because);
    return new Reply.Json(because.isEmpty() ? 200 : 503, json);
  }

  private Reply scrape(Asked asked) {
    var type = Metrics.contentType(asked.header("Accept").orElse(""));
    return new Reply.Text(type, metrics.scrape(type));
  }

  private JsonObject status() {
    var uptime = java.time.Duration.between(started, time.now());
    return new JsonObject()
        .put("started", started.toString())
        .put("uptimeSeconds", uptime.toSeconds())
        .mergeIn(status.get());
  }

  private static Future<Reply> done(Reply reply) {
    return Future.succeededFuture(reply);
  }
}
