package dev.lifeguard.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that must be told one. */
public final class Ports {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private Ports() {}

  /**
   * A loopback port nobody listens on. It lies below the kernel's ephemeral range, so that no
   * outgoing connection takes it before the program does.
   */
  public static int free() {
    for (int attempt = 0; attempt < 200; attempt++) {
      var port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      if (isFree(port)) return port;
    }
    throw new IllegalStateException("no free port between 20000 and 29999");
  }

  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(LOOPBACK, port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
