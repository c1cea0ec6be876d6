package dev.lifeguard.peer;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers {@code /healthz} as a gateway that is well does, and nothing else. */
public final class Healthz implements AutoCloseable {
  private static final byte[] LIVE =
      "{\"ok\":true,\"status\":\"live\"}".getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;

  public Healthz() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/healthz",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, LIVE.length);
            exchange.getResponseBody().write(LIVE);
          }
        });
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
