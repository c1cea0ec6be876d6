package dev.lifeguard.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * The target of all bench probes, a process of its own: takes each connection, on every address of
 * the loopback network, and keeps the last few so that the kernel can be asked about them. Prints
 * its port.
 */
public final class BenchListener {
  private static final int KEPT = 400;
  private static final int BACKLOG = 4096;

  private BenchListener() {}

  public static void main(String[] arguments) throws IOException {
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress("0.0.0.0", 0), BACKLOG);
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      var kept = new ArrayDeque<SocketChannel>();
      while (true) {
        kept.add(server.accept());
        if (kept.size() > KEPT) kept.remove().close();
      }
    }
  }
}
