package dev.lifeguard.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP half of a stand-in: one port that it keeps, and the ways in which a service fails. */
final class StandInServer implements AutoCloseable {
  private final int port = Ports.free();
  private final HttpHandler handler;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Optional<HttpServer> server = Optional.empty();
  private final List<String> held = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  StandInServer(HttpHandler handler) {
    this.handler = handler;
    start();
  }

  int port() {
    return port;
  }

  /** Closed, the port refuses; open again, it is the same port. */
  synchronized void start() {
    if (server.isPresent()) return;
    try {
      var listening = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      listening.setExecutor(threads);
      listening.createContext("/", this::handle);
      listening.start();
      server = Optional.of(listening);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void stop() {
    server.ifPresent(listening -> listening.stop(0));
    server = Optional.empty();
  }

  /** From now on requests are taken and not answered. */
  synchronized void hang() {
    if (gate.getCount() == 0) gate = new CountDownLatch(1);
  }

  void goOn() {
    gate.countDown();
  }

  /** The paths of the requests that wait for an answer now. */
  List<String> held() {
    return List.copyOf(held);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    try (exchange) {
      held.add(path);
      gate.await();
      held.remove(path);
      handler.handle(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static JsonObject body(HttpExchange exchange) throws IOException {
    var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return text.startsWith("{") ? new JsonObject(text) : new JsonObject();
  }

  static void answer(HttpExchange exchange, int status, JsonObject json) throws IOException {
    answer(exchange, status, "application/json", json.encode());
  }

  static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    goOn();
    stop();
    threads.shutdownNow();
  }
}
