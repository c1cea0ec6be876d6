package dev.lifeguard.bench;

import dev.lifeguard.bench.TunnelScene.Tunnel;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.tunnel.Backend;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;

/** Rows P5 and P6: many bytes, and small requests. */
final class CarryingBench {
  private static final byte[] BLOCK = new byte[256 * 1024];
  private static final int REQUEST = 200;
  private static final int REQUESTS = 1_000;
  private static final String SAME_CIPHER = "aes128-gcm@openssh.com";

  private final TunnelBench.Effort effort;

  CarryingBench(TunnelBench.Effort effort) {
    this.effort = effort;
  }

  Backend backend() {
    return new Backend(this::serve);
  }

  void bytes(TunnelScene scene, Sshd sshd, Backend backend) throws IOException {
    try (var usual = scene.ssh(sshd, backend);
        var same = scene.ssh(sshd, backend, "-c", SAME_CIPHER);
        var ours = scene.ours(sshd, backend)) {
      for (var tunnel : new Tunnel[] {usual, same, ours}) TunnelScene.awaitCarrying(tunnel.port());
      bytes("from the far side", 'd', usual, same, ours);
      bytes("to the far side", 'u', usual, same, ours);
    }
  }

  /** The best round of each: what the machine did beside only ever makes it slower. */
  private void bytes(String way, char letter, Tunnel usual, Tunnel same, Tunnel ours)
      throws IOException {
    var best = new double[3];
    for (int round = 0; round < effort.rounds; round++) {
      best[0] = Math.max(best[0], rate(usual.port(), letter));
      best[1] = Math.max(best[1], rate(same.port(), letter));
      best[2] = Math.max(best[2], rate(ours.port(), letter));
    }
    System.out.printf(
        "P5 bytes %s: ours %.0f MiB/s; ssh -L %.0f MiB/s, ratio %.2f (bar 1.0); ssh -L -c %s %.0f"
            + " MiB/s, ratio %.2f (bar 0.9)%n",
        way, best[2], best[0], best[2] / best[0], SAME_CIPHER, best[1], best[2] / best[1]);
  }

  private double rate(int port, char way) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      var start = System.nanoTime();
      socket.getOutputStream().write(way);
      if (way == 'd') socket.getInputStream().skipNBytes((long) effort.blocks * BLOCK.length);
      else {
        for (long i = 0; i < effort.blocks; i++) socket.getOutputStream().write(BLOCK);
        socket.getInputStream().read();
      }
      return effort.blocks / 4.0 / ((System.nanoTime() - start) / 1e9);
    }
  }

  void requests(TunnelScene scene, Sshd sshd, Backend backend) throws IOException {
    try (var plain = scene.ssh(sshd, backend);
        var session = scene.sshWithSession(sshd, backend);
        var ours = scene.ours(sshd, backend)) {
      for (var tunnel : new Tunnel[] {plain, session, ours})
        TunnelScene.awaitCarrying(tunnel.port());
      var best = new long[] {Long.MAX_VALUE, Long.MAX_VALUE};
      for (int round = 0; round < effort.rounds; round++) {
        best[0] = Math.min(best[0], median(session.port(), REQUESTS));
        best[1] = Math.min(best[1], median(ours.port(), REQUESTS));
      }
      var alone = median(plain.port(), REQUESTS / 50);
      System.out.printf(
          "P6 small request, p50: ours %d us; ssh -L with a session %d us, ratio %.2f (bar 1.2);"
              + " ssh -N -L %d us%n",
          best[1] / 1000, best[0] / 1000, best[1] / (double) best[0], alone / 1000);
    }
  }

  private static long median(int port, int requests) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write('e');
      var took = new long[requests];
      for (int i = 0; i < requests; i++) {
        var start = System.nanoTime();
        socket.getOutputStream().write(new byte[REQUEST]);
        socket.getInputStream().skipNBytes(REQUEST);
        took[i] = System.nanoTime() - start;
      }
      Arrays.sort(took);
      return took[requests / 2];
    }
  }

  private void serve(Socket client) throws IOException {
    switch (client.getInputStream().read()) {
      case 'd' -> {
        for (long i = 0; i < effort.blocks; i++) client.getOutputStream().write(BLOCK);
      }
      case 'u' -> {
        client.getInputStream().skipNBytes((long) effort.blocks * BLOCK.length);
        client.getOutputStream().write(1);
      }
      default -> client.getInputStream().transferTo(client.getOutputStream());
    }
  }
}
