package dev.lifeguard.tunnel;

import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real TCP server behind a forward, one virtual thread for each connection. */
public final class Backend implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Backend.class);

  /** What it does with a connection. */
  @FunctionalInterface
  public interface Talk {
    void with(Socket client) throws IOException;
  }

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public Backend(Talk talk) {
    this(talk, 0);
  }

  Backend(Talk talk, int port) {
    try {
      server = new ServerSocket(port, 4096, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.submit(() -> serve(talk));
  }

  /** Sends back what it gets, and its end. */
  public static Backend echo() {
    return new Backend(
        client -> {
          client.getInputStream().transferTo(client.getOutputStream());
          client.shutdownOutput();
        });
  }

  public int port() {
    return server.getLocalPort();
  }

  public Endpoint at() {
    return Endpoint.of("127.0.0.1", port());
  }

  private void serve(Talk talk) {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        client.setTcpNoDelay(true);
        threads.submit(() -> talk(talk, client));
      } catch (IOException e) {
        if (!server.isClosed()) log.warn("accept failed", e);
      }
    }
  }

  private static void talk(Talk talk, Socket client) {
    SocketAddress peer = client.getRemoteSocketAddress();
    try (client) {
      talk.with(client);
    } catch (IOException e) {
      log.debug("connection broke peer={} because={}", peer, e.toString());
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
