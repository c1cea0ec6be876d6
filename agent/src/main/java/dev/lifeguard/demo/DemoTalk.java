package dev.lifeguard.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One conversation with a gateway stand-in: frames in, frames out. */
final class DemoTalk {
  private final String token;
  private final String bootId;
  private final DemoChannel channel;
  private final Clock clock;
  private boolean known;

  DemoTalk(String token, String bootId, DemoChannel channel, Clock clock) {
    this.token = token;
    this.bootId = bootId;
    this.channel = channel;
    this.clock = clock;
  }

  String challenge() {
    var payload = new JsonObject().put("nonce", UUID.randomUUID().toString()).put("ts", now());
    return new JsonObject()
        .put("type", "event")
        .put("event", "connect.challenge")
        .put("payload", payload)
        .encode();
  }

  List<String> heard(String text) {
    try {
      var frame = new JsonObject(text);
      return List.of(answer(frame).put("type", "res").put("id", frame.getValue("id")).encode());
    } catch (DecodeException | ClassCastException e) {
      return List.of();
    }
  }

  private JsonObject answer(JsonObject frame) {
    var params = Optional.ofNullable(frame.getJsonObject("params")).orElseGet(JsonObject::new);
    var method = frame.getString("method", "");
    if (method.equals("connect")) return connect(params);
    if (!known)
      return refused("INVALID_REQUEST", "invalid handshake: first request must be connect");
    return payload(method)
        .map(DemoTalk::ok)
        .orElseGet(() -> refused("INVALID_REQUEST", "unknown method: " + method));
  }

  private JsonObject connect(JsonObject params) {
    var auth = Optional.ofNullable(params.getJsonObject("auth")).orElseGet(JsonObject::new);
    known = token.equals(auth.getString("token"));
    return known
        ? ok(hello(params.getJsonArray("scopes", new JsonArray())))
        : refused("INVALID_REQUEST", "unauthorized: gateway token mismatch");
  }

  private JsonObject hello(JsonArray scopes) {
    return new JsonObject()
        .put("type", "hello-ok")
        .put("protocol", 4)
        .put("server", new JsonObject().put("version", DemoGateway.VERSION).put("bootId", bootId))
        .put("features", new JsonObject().put("methods", new JsonArray()))
        .put("snapshot", new JsonObject().put("uptimeMs", 7_200_000))
        .put("auth", new JsonObject().put("role", "operator").put("scopes", scopes))
        .put("policy", new JsonObject().put("tickIntervalMs", 30_000).put("maxPayload", 1 << 20));
  }

  private Optional<JsonObject> payload(String method) {
    return switch (method) {
      case "health" ->
          Optional.of(new JsonObject().put("ok", true).put("ts", now()).put("eventLoop", loop()));
      case "channels.status" -> Optional.of(channel.status(now()));
      case "channels.stop" -> Optional.of(stopped());
      case "channels.start" -> Optional.of(started());
      case "system.info" ->
          Optional.of(
              new JsonObject().put("hostname", "demo").put("pid", ProcessHandle.current().pid()));
      case "logs.tail" ->
          Optional.of(
              new JsonObject()
                  .put("file", "")
                  .put("cursor", 0)
                  .put("size", 0)
                  .put("lines", new JsonArray()));
      case "diagnostics.stability" ->
          Optional.of(
              new JsonObject().put("firstSeq", 0).put("lastSeq", 0).put("events", new JsonArray()));
      case "config.get" ->
          Optional.of(
              new JsonObject()
                  .put("valid", true)
                  .put("config", new JsonObject())
                  .put("hash", "demo"));
      case "gateway.identity.get" -> Optional.of(new JsonObject().put("deviceId", "demo"));
      case "gateway.restart.preflight" ->
          Optional.of(
              new JsonObject()
                  .put("safe", true)
                  .put("counts", new JsonObject().put("totalActive", 0)));
      case "device.pair.list", "node.pair.list" ->
          Optional.of(
              new JsonObject().put("pending", new JsonArray()).put("paired", new JsonArray()));
      case "models.list" -> Optional.of(new JsonObject().put("models", new JsonArray()));
      case "status" -> Optional.of(new JsonObject().put("runtimeVersion", DemoGateway.VERSION));
      default -> Optional.empty();
    };
  }

  private JsonObject stopped() {
    channel.stop();
    return new JsonObject()
        .put("channel", "telegram")
        .put("accountId", "default")
        .put("stopped", true);
  }

  private JsonObject started() {
    channel.start();
    return new JsonObject()
        .put("channel", "telegram")
        .put("accountId", "default")
        .put("started", true)
        .put("outcome", new JsonObject().put("status", "handed-off"));
  }

  private static JsonObject loop() {
    return new JsonObject()
        .put("degraded", false)
        .put("reasons", new JsonArray())
        .put("delayP99Ms", 12.5);
  }

  private static JsonObject ok(JsonObject payload) {
    return new JsonObject().put("ok", true).put("payload", payload);
  }

  private static JsonObject refused(String code, String message) {
    return new JsonObject()
        .put("ok", false)
        .put("error", new JsonObject().put("code", code).put("message", message));
  }

  private long now() {
    return clock.millis();
  }
}
