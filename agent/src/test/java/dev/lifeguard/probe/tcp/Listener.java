package dev.lifeguard.probe.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real listener on a free port: one that greets nobody, hangs up at once, or is full. */
final class Listener implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> fillers = new ArrayList<>();
  private final AtomicInteger taken = new AtomicInteger();

  private Listener(ServerSocket server) {
    this.server = server;
  }

  static Listener hangingUpAtOnce(String address) throws IOException {
    var listener = new Listener(new ServerSocket(0, 64, InetAddress.getByName(address)));
    Thread.ofVirtual().start(listener::hangUp);
    return listener;
  }

  /** Its queue is full and nobody takes from it: the kernel drops further requests. */
  static Listener full() throws IOException {
    var listener = new Listener(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
    for (int n = 0; n < 2; n++)
      listener.fillers.add(new Socket("127.0.0.1", listener.server.getLocalPort()));
    return listener;
  }

  /** Now there is room again. */
  void takeAll() throws IOException {
    for (var _ : fillers) server.accept().close();
  }

  int taken() {
    return taken.get();
  }

  int port() {
    return server.getLocalPort();
  }

  TcpTarget target() {
    return TcpTarget.of(server.getInetAddress().getHostAddress(), port());
  }

  InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), port());
  }

  private void hangUp() {
    try {
      while (!server.isClosed()) {
        server.accept().close();
        taken.incrementAndGet();
      }
    } catch (IOException e) {
      if (!server.isClosed()) throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (var filler : fillers) filler.close();
    server.close();
  }
}
