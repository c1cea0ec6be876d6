package dev.lifeguard.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad line between a client and a server on loopback: it delays, throttles, falls silent, cuts.
 * What is set takes effect on connections that are already there.
 */
public final class Relay implements AutoCloseable {
  private final InetSocketAddress target;
  private final int port = Ports.free();
  private final Line line = new Line();
  private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private Optional<Listener> listener = Optional.empty();
  private volatile Optional<Duration> mostAge = Optional.empty();

  public Relay(String host, int port) {
    target = new InetSocketAddress(host, port);
    listen();
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** Each byte arrives that much later, in each direction: half of what a round trip grows by. */
  public void delay(Duration each) {
    line.delay(each);
  }

  /** Up to that much more delay, by chance; the order of bytes stays. */
  public void jitter(Duration most) {
    line.jitter(most);
  }

  /** In each direction of each connection; 0 is as fast as it goes. */
  public void bytesPerSecond(long rate) {
    line.bytesPerSecond(rate);
  }

  /** Half-open: connections are taken and stay, and not a byte moves, until {@link #speak}. */
  public void silence() {
    line.silence();
  }

  public void speak() {
    line.speak();
  }

  /** All connections are reset, as by a firewall that lost its state; new ones are taken. */
  public void cut() {
    connections.forEach(RelayedConnection::reset);
  }

  /** Each connection that comes from now on is reset at that age, as by a firewall's timer. */
  public void limitAge(Duration age) {
    mostAge = Optional.of(age);
  }

  /** The port answers "refused"; connections that are there live on. */
  public synchronized void refuse() {
    listener.ifPresent(Listener::close);
    listener = Optional.empty();
  }

  /** After {@link #refuse}, on the same port. */
  public synchronized void listen() {
    if (listener.isPresent()) return;
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host()), port), 256);
      listener = Optional.of(new Listener(socket, Thread.ofVirtual().start(() -> accept(socket))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connections that are open now. */
  public int connections() {
    return connections.size();
  }

  /** Connections since the beginning. */
  public int connectionsTaken() {
    return taken.get();
  }

  private void accept(ServerSocket from) {
    try {
      while (true) connect(from.accept());
    } catch (IOException closed) {
      // refuse() or close(): nobody listens any more
    }
  }

  private void connect(Socket client) {
    taken.incrementAndGet();
    var connection = new RelayedConnection(client, target, line);
    connections.add(connection);
    mostAge.ifPresent(
        age ->
            CompletableFuture.delayedExecutor(age.toMillis(), TimeUnit.MILLISECONDS)
                .execute(connection::reset));
    Thread.ofVirtual()
        .start(
            () -> {
              connection.carry();
              connections.remove(connection);
            });
  }

  /** The kernel goes on listening until the accepting thread has let go of the socket. */
  private record Listener(ServerSocket socket, Thread acceptor) {
    void close() {
      try {
        socket.close();
        acceptor.join();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    refuse();
    speak();
    cut();
  }
}
