package dev.lifeguard.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Answers as the API of remedies does: one run waits for a yes, and is verified when it gets it.
 */
final class RemediesStandIn {
  private static final String BASE = "/api/v1/remedies";
  private static final String DIFF =
      """
      --- openclaw.json
      +++ openclaw.json
      @@ -1,3 +1,3 @@
       "gateway": {
      -  "bind": "lan",
      +  "bind": "loopback",
      """;

  private volatile String state = "awaiting_approval";
  private volatile boolean stopped;
  private volatile String by = "";

  String by() {
    return by;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read(BASE, _ -> ok(all())),
        Endpoint.read(BASE + "/runs", _ -> ok(new JsonObject().put("runs", JsonArray.of(run())))),
        Endpoint.read(BASE + "/runs/:id", _ -> ok(run())),
        Endpoint.read(BASE + "/audit", _ -> ok(new JsonObject().put("audit", new JsonArray()))),
        Endpoint.write(HttpMethod.POST, BASE + "/runs/:id/approve", this::approve),
        Endpoint.write(HttpMethod.POST, BASE + "/stop", _ -> switched(true)),
        Endpoint.write(HttpMethod.POST, BASE + "/resume", _ -> switched(false)));
  }

  private Future<Reply> approve(Asked asked) {
    by = asked.json().orElseThrow().getString("who");
    state = "verified";
    return Future.succeededFuture(Reply.accepted(run()));
  }

  private Future<Reply> switched(boolean on) {
    stopped = on;
    return Future.succeededFuture(Reply.accepted(new JsonObject().put("stopped", on)));
  }

  private static Future<Reply> ok(JsonObject json) {
    return Future.succeededFuture(Reply.ok(json));
  }

  private JsonObject all() {
    var limits =
        new JsonObject()
            .put("cooldown", "10m")
            .put("blastRadius", "20%")
            .put("blockers", new JsonArray())
            .put("breaker", new JsonObject().put("after", 3).put("pause", "1h"))
            .put("budget", "3 per 1h");
    var gateway =
        new JsonObject()
            .put("gateway", "home")
            .put("mode", "approve")
            .put("breaker", "open")
            .put("breakerUntil", "2099-01-01T00:00:00Z")
            .put("spent", 1)
            .put("budget", 3);
    var remedy =
        new JsonObject()
            .put("name", "bind-loopback")
            .put("trigger", JsonArray.of("alert baseline_critical"))
            .put("mode", "approve")
            .put("steps", JsonArray.of(step("config.patch")))
            .put("rollback", JsonArray.of(step("config.rollback")))
            .put("limits", limits)
            .put("unknownSteps", new JsonArray())
            .put("from", "rules/remedies.yaml:1:1")
            .put("gateways", JsonArray.of(gateway));
    var json = new JsonObject().put("stopped", stopped).put("remedies", JsonArray.of(remedy));
    return stopped ? json.put("stoppedBecause", "work on the bastion") : json;
  }

  private static JsonObject step(String name) {
    return new JsonObject().put("name", name).put("input", "gateway.bind: loopback");
  }

  private JsonObject run() {
    var approval =
        new JsonObject()
            .put("text", "1. config.patch: sets gateway.bind to loopback and keeps a snapshot.")
            .put("diff", DIFF)
            .put("blastRadius", "1 of 1 gateway")
            .put("activeWork", "no agent run under way")
            .put("expiresAt", "2099-01-01T00:00:00Z");
    if (!by.isEmpty())
      approval.put("answer", "yes").put("who", by).put("answeredAt", "2026-01-01T00:00:00Z");
    var step =
        step("config.patch")
            .put("number", 1)
            .put("state", by.isEmpty() ? "planned" : "done")
            .put("output", by.isEmpty() ? "" : "snapshot=abc")
            .put("attempts", by.isEmpty() ? 0 : 1);
    return new JsonObject()
        .put("id", "run-1")
        .put("remedy", "bind-loopback")
        .put("gateway", "home")
        .put("subject", new JsonObject())
        .put("state", state)
        .put("because", "mode approve: a person has to say yes")
        .put("mode", "approve")
        .put("call", new JsonObject().put("by", "person").put("who", "cli:ada"))
        .put("steps", JsonArray.of(step))
        .put("notes", new JsonObject())
        .put("createdAt", "2026-01-01T00:00:00Z")
        .put("approval", approval);
  }
}
