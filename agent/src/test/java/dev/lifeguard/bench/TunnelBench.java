package dev.lifeguard.bench;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.tunnel.Backend;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows P5 and P6: a tunnel of ours beside {@code ssh -L}, turn by turn, to the same sshd. */
public final class TunnelBench {
  private static final byte[] BLOCK = new byte[256 * 1024];
  private static final int REQUEST = 200;
  private static final int REQUESTS = 300;

  private final long blocks;
  private final int rounds;

  private TunnelBench(long blocks, int rounds) {
    this.blocks = blocks;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    var isShort = Arrays.asList(args).contains("--short");
    (isShort ? new TunnelBench(256, 2) : new TunnelBench(4 * 1024, 6)).run();
    System.exit(0);
  }

  private void run() throws Exception {
    try (var sshd = Sshd.setup().config("LogLevel INFO").start();
        var folder = new Folder("bench");
        var backend = new Backend(this::serve);
        var ssh = ssh(folder, sshd, backend);
        var ours = ours(folder, sshd, backend)) {
      for (var tunnel : List.of(ssh, ours))
        Await.until("the tunnel carries", () -> carries(tunnel.port()));
      bytes("P5 bytes from the far side", 'd', ssh, ours);
      bytes("P5 bytes to the far side", 'u', ssh, ours);
      requests(ssh, ours);
    }
  }

  private record Tunnel(Program program, int port) implements AutoCloseable {
    @Override
    public void close() {
      program.close();
    }
  }

  private static Tunnel ssh(Folder folder, Sshd sshd, Backend backend) {
    var port = Ports.free();
    var words = new ArrayList<Object>(List.of(Peers.require(Peer.SSH), "-F", "none", "-N"));
    words.addAll(List.of("-o", "UserKnownHostsFile=" + sshd.knownHosts()));
    words.addAll(List.of("-i", sshd.clientKey().file(), "-p", sshd.port()));
    words.addAll(List.of("-L", "127.0.0.1:" + port + ":127.0.0.1:" + backend.port()));
    words.add(sshd.user() + "@" + sshd.host());
    return new Tunnel(Program.start(Program.Launch.of(folder, words.toArray())), port);
  }

  private static Tunnel ours(Folder folder, Sshd sshd, Backend backend) {
    var port = Ports.free();
    var words = new ArrayList<Object>(List.of(System.getProperty("java.home") + "/bin/java"));
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx160m"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(KeptTunnels.class.getName(), sshd.destination()));
    words.addAll(List.of(sshd.clientKey().file(), sshd.knownHosts(), 5000, 2));
    words.add(port + "=" + backend.port());
    return new Tunnel(Program.start(Program.Launch.of(folder, words.toArray())), port);
  }

  /** The best round of each: what the machine did beside only ever makes it slower. */
  private void bytes(String row, char way, Tunnel ssh, Tunnel ours) throws IOException {
    double best = 0;
    double theirs = 0;
    for (int round = 0; round < rounds; round++) {
      theirs = Math.max(theirs, rate(ssh.port(), way));
      best = Math.max(best, rate(ours.port(), way));
    }
    System.out.printf(
        "%s: ours %.0f MiB/s, ssh -L %.0f MiB/s, ratio %.2f (bar: 1.0)%n",
        row, best, theirs, best / theirs);
  }

  private double rate(int port, char way) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      var start = System.nanoTime();
      socket.getOutputStream().write(way);
      if (way == 'd') socket.getInputStream().skipNBytes(blocks * BLOCK.length);
      else {
        for (long i = 0; i < blocks; i++) socket.getOutputStream().write(BLOCK);
        socket.getInputStream().read();
      }
      return blocks / 4.0 / ((System.nanoTime() - start) / 1e9);
    }
  }

  private void requests(Tunnel ssh, Tunnel ours) throws IOException {
    var theirs = Long.MAX_VALUE;
    var best = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      theirs = Math.min(theirs, median(ssh.port()));
      best = Math.min(best, median(ours.port()));
    }
    System.out.printf(
        "P6 small request, p50: ours %d us, ssh -L %d us, ratio %.2f%n",
        best / 1000, theirs / 1000, best / (double) theirs);
  }

  private static long median(int port) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write('e');
      var took = new long[REQUESTS];
      for (int i = 0; i < REQUESTS; i++) {
        var start = System.nanoTime();
        socket.getOutputStream().write(new byte[REQUEST]);
        socket.getInputStream().skipNBytes(REQUEST);
        took[i] = System.nanoTime() - start;
      }
      Arrays.sort(took);
      return took[REQUESTS / 2];
    }
  }

  private void serve(Socket client) throws IOException {
    switch (client.getInputStream().read()) {
      case 'd' -> {
        for (long i = 0; i < blocks; i++) client.getOutputStream().write(BLOCK);
      }
      case 'u' -> {
        client.getInputStream().skipNBytes(blocks * BLOCK.length);
        client.getOutputStream().write(1);
      }
      default -> client.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static boolean carries(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(3_000);
      socket.getOutputStream().write(new byte[] {'e', 'x'});
      return socket.getInputStream().read() == 'x';
    } catch (IOException e) {
      return false;
    }
  }
}
