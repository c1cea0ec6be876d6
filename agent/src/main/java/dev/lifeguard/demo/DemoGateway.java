package dev.lifeguard.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A stand-in for an OpenClaw gateway, and it says so in its version. It speaks as much of the
 * protocol as a monitor needs, on one loopback port that it keeps. On the event loop of its own
 * Vert.x; its methods may be called from any thread.
 */
final class DemoGateway {
  static final String VERSION = "demo-stand-in";

  private final Vertx vertx;
  private final String token;
  private final Clock clock;
  private final DemoChannel channel = new DemoChannel();
  private final Set<ServerWebSocket> sockets = new HashSet<>();
  private Optional<HttpServer> server = Optional.empty();
  private volatile int port;
  private volatile String bootId = "";

  DemoGateway(Vertx vertx, String token, Clock clock) {
    this.vertx = vertx;
    this.token = token;
    this.clock = clock;
  }

  int port() {
    return port;
  }

  DemoChannel channel() {
    return channel;
  }

  /** Begins a life; the port is the same in each. */
  Future<Void> start() {
    bootId = UUID.randomUUID().toString();
    return vertx
        .createHttpServer()
        .requestHandler(this::answer)
        .webSocketHandler(this::greet)
        .listen(port, "127.0.0.1")
        .onSuccess(
            listening -> {
              server = Optional.of(listening);
              port = listening.actualPort();
            })
        .mapEmpty();
  }

  /** Ends at once, as a killed process does: sockets break off without a word. */
  Future<Void> die() {
    sockets.forEach(socket -> socket.shutdown());
    sockets.clear();
    var ending = server.map(HttpServer::close).orElseGet(Future::succeededFuture);
    server = Optional.empty();
    return ending;
  }

  boolean lives() {
    return server.isPresent();
  }

  private void answer(HttpServerRequest request) {
    var body =
        switch (request.path()) {
          case "/healthz", "/health" -> new JsonObject().put("ok", true).put("status", "live");
          case "/readyz", "/ready" -> new JsonObject().put("ready", true);
          case "/startupz", "/startup" ->
              new JsonObject().put("ok", true).put("status", "started").put("version", VERSION);
          default -> new JsonObject().put("error", "a stand-in has nothing here");
        };
    request
        .response()
        .setStatusCode(body.containsKey("error") ? 404 : 200)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }

  private void greet(ServerWebSocket socket) {
    sockets.add(socket);
    socket.closeHandler(_ -> sockets.remove(socket));
    var talk = new DemoTalk(token, bootId, channel, clock);
    socket.textMessageHandler(text -> talk.heard(text).forEach(socket::writeTextMessage));
    socket.writeTextMessage(talk.challenge());
  }
}
