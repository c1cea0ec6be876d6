package dev.lifeguard.cli;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Says just enough for a watch to go through all it does with a gateway, with nothing to see. */
final class WarmUpGateway implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server =
      vertx
          .createHttpServer()
          .webSocketHandler(WarmUpGateway::greet)
          .requestHandler(
              request ->
                  request
                      .response()
                      .end(new JsonObject().put("ok", true).put("status", "live").encode()))
          .listen(0, "127.0.0.1")
          .await();

  int port() {
    return server.actualPort();
  }

  private static void greet(ServerWebSocket socket) {
    var nonce = new JsonObject().put("nonce", "n").put("ts", 1);
    socket.textMessageHandler(text -> answer(socket, new JsonObject(text)));
    socket.writeTextMessage(
        new JsonObject()
            .put("type", "event")
            .put("event", "connect.challenge")
            .put("payload", nonce)
            .encode());
  }

  private static void answer(ServerWebSocket socket, JsonObject request) {
    var payload = request.getString("method").equals("connect") ? hello() : new JsonObject();
    socket.writeTextMessage(
        new JsonObject()
            .put("type", "res")
            .put("id", request.getString("id"))
            .put("ok", true)
            .put("payload", payload)
            .encode());
  }

  private static JsonObject hello() {
    return new JsonObject()
        .put("type", "hello-ok")
        .put("protocol", 4)
        .put("server", new JsonObject().put("version", "0").put("bootId", "b"))
        .put("auth", new JsonObject().put("scopes", new JsonArray().add("operator.read")));
  }

  @Override
  public void close() {
    server.close().await();
    vertx.close().await();
  }
}
