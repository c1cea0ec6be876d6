package dev.lifeguard.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What no real gateway does: answers as a gateway would until its hello, and then, or instead, what
 * the test says. Only for frames and servers that a real gateway cannot be made to produce.
 */
public final class StandIn implements AutoCloseable {
  private final Vertx vertx;
  private final int port;
  private final Runnable stop;

  private StandIn(Vertx vertx, int port, Runnable stop) {
    this.vertx = vertx;
    this.port = port;
    this.stop = stop;
  }

  /** A server that greets, says hello, and then answers each request as told. */
  public static StandIn greeting(Vertx vertx, BiConsumer<ServerWebSocket, JsonObject> request) {
    return speaking(vertx, greeter(request));
  }

  /**
   * A gateway with OpenClaw's metrics plugin, which cannot be installed here: it serves what the
   * test puts on its page, to whoever brings the token, and answers each call with nothing.
   */
  public static StandIn withMetrics(Vertx vertx, String token, Supplier<String> page) {
    return serving(
        vertx,
        greeter(
            (socket, frame) ->
                socket.writeTextMessage(answer(frame.getString("id"), new JsonObject()).encode())),
        request -> {
          var known = ("Bearer " + token).equals(request.getHeader("Authorization"));
          var response = request.response().putHeader("Content-Type", "text/plain; version=0.0.4");
          if (!request.path().equals(MetricsPage.PATH)) response.setStatusCode(404).end();
          else if (known) response.end(page.get());
          else response.setStatusCode(401).end();
        });
  }

  private static Consumer<ServerWebSocket> greeter(
      BiConsumer<ServerWebSocket, JsonObject> request) {
    return socket -> {
      socket.textMessageHandler(
          text -> {
            var frame = new JsonObject(text);
            if (frame.getString("method").equals("connect"))
              socket.writeTextMessage(hello(frame.getString("id")).encode());
            else request.accept(socket, frame);
          });
      socket.writeTextMessage(challenge().encode());
    };
  }

  /** One that lets everybody in, answers each call with nothing, and tells how they came. */
  public static StandIn listening(Vertx vertx, BiConsumer<MultiMap, JsonObject> knock) {
    return speaking(
        vertx,
        socket -> {
          var headers = MultiMap.caseInsensitiveMultiMap().addAll(socket.headers());
          socket.textMessageHandler(
              text -> {
                var frame = new JsonObject(text);
                var connects = frame.getString("method").equals("connect");
                if (connects) knock.accept(headers, frame);
                var id = frame.getString("id");
                var reply = connects ? hello(id) : answer(id, new JsonObject());
                socket.writeTextMessage(reply.encode());
              });
          socket.writeTextMessage(challenge().encode());
        });
  }

  /** A gateway that takes the token and grants no scope with it, as it does to foreign origins. */
  public static StandIn grantingNothing(Vertx vertx) {
    return speaking(
        vertx,
        socket -> {
          socket.textMessageHandler(
              text -> {
                var frame = new JsonObject(text);
                var reply = answer(frame.getString("id"), new JsonObject());
                if (frame.getString("method").equals("connect")) {
                  reply = hello(frame.getString("id"));
                  reply
                      .getJsonObject("payload")
                      .getJsonObject("auth")
                      .getJsonArray("scopes")
                      .clear();
                }
                socket.writeTextMessage(reply.encode());
              });
          socket.writeTextMessage(challenge().encode());
        });
  }

  /** A server that does with each WebSocket whatever the test wants. */
  public static StandIn speaking(Vertx vertx, Consumer<ServerWebSocket> handler) {
    return serving(vertx, handler, request -> request.response().setStatusCode(404).end());
  }

  /** The same, with the health pages of a gateway that is well. */
  public static StandIn living(Vertx vertx, Consumer<ServerWebSocket> handler) {
    var pages =
        Map.of(
            "/healthz", new JsonObject().put("ok", true).put("status", "live"),
            "/readyz", new JsonObject().put("ready", true),
            "/startupz", new JsonObject().put("ok", true).put("status", "started"));
    return serving(
        vertx,
        handler,
        request -> {
          var page = pages.getOrDefault(request.path(), new JsonObject());
          request
              .response()
              .setStatusCode(page.isEmpty() ? 404 : 200)
              .putHeader("Content-Type", "application/json")
              .end(page.toBuffer());
        });
  }

  private static StandIn serving(
      Vertx vertx, Consumer<ServerWebSocket> handler, Consumer<HttpServerRequest> pages) {
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setMaxWebSocketFrameSize(64 << 20)
                    .setMaxWebSocketMessageSize(64 << 20))
            .webSocketHandler(handler::accept)
            .requestHandler(pages::accept)
            .listen(0, "127.0.0.1")
            .await();
    return new StandIn(vertx, server.actualPort(), server::close);
  }

  /** A server below HTTP. */
  static StandIn raw(Vertx vertx, Consumer<NetSocket> handler) {
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(
                socket -> {
                  socket.exceptionHandler(_ -> {});
                  handler.accept(socket);
                })
            .listen(0, "127.0.0.1")
            .await();
    return new StandIn(vertx, server.actualPort(), server::close);
  }

  /** Sends the bytes one at a time. */
  static void drip(Vertx vertx, NetSocket socket, String text, long everyMillis) {
    var bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var at = new int[1];
    vertx.setPeriodic(
        everyMillis,
        timer -> {
          if (at[0] >= bytes.length) vertx.cancelTimer(timer);
          else
            socket
                .write(Buffer.buffer().appendByte(bytes[at[0]++]))
                .onFailure(_ -> vertx.cancelTimer(timer));
        });
  }

  public static JsonObject challenge() {
    return event("connect.challenge", new JsonObject().put("nonce", "n").put("ts", 1));
  }

  public static JsonObject event(String name, JsonObject payload) {
    return new JsonObject().put("type", "event").put("event", name).put("payload", payload);
  }

  public static JsonObject hello(String id) {
    return answer(
        id,
        new JsonObject()
            .put("type", "hello-ok")
            .put("protocol", 4)
            .put("server", new JsonObject().put("version", "0").put("bootId", "b"))
            .put("auth", new JsonObject().put("scopes", new JsonArray().add("operator.read"))));
  }

  public static JsonObject answer(String id, Object payload) {
    return new JsonObject()
        .put("type", "res")
        .put("id", id)
        .put("ok", true)
        .put("payload", payload);
  }

  public URI url() {
    return URI.create("ws://127.0.0.1:" + port);
  }

  /** It ends, with all its sockets, and nobody listens any more. */
  public void stop() {
    stop.run();
  }

  @Override
  public void close() {
    stop();
  }
}
