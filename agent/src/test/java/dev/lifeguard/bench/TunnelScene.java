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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tunnels of different makes to the same server, each a process of its own. */
final class TunnelScene {
  /** The flags of the launcher, but for its AOT cache. */
  private static final List<String> JAVA =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xms24m",
          "-Xmn16m",
          "-Xmx160m",
          "-Xss512k",
          "-XX:-UsePerfData");

  private final Folder folder;

  TunnelScene(Folder folder) {
    this.folder = folder;
  }

  /** One tunnel and whoever keeps it. */
  record Tunnel(String name, Program program, int port) implements AutoCloseable {
    @Override
    public void close() {
      program.close();
    }
  }

  /** The tunnels of one process. */
  record Fleet(Program program, List<Integer> ports) implements AutoCloseable {
    @Override
    public void close() {
      program.close();
    }
  }

  /** {@code ssh -N -L}, with more words where more is wanted. */
  Tunnel ssh(Sshd sshd, Backend backend, String... more) {
    var words = new ArrayList<Object>(List.of(Peers.require(Peer.SSH), "-N"));
    return start("ssh -L", words, sshd, backend, Map.of(), more);
  }

  /** With a session channel beside the forward, as {@code ssh -L … host} without {@code -N} has. */
  Tunnel sshWithSession(Sshd sshd, Backend backend) {
    var words = new ArrayList<Object>(List.of(Peers.require(Peer.SSH)));
    return start("ssh -L with a session", words, sshd, backend, Map.of(), "-T");
  }

  Tunnel autossh(Sshd sshd, Backend backend) {
    var words = new ArrayList<Object>(List.of(Peers.require(Peer.AUTOSSH), "-M", "0", "-N"));
    var environment =
        Map.of("AUTOSSH_GATETIME", "0", "AUTOSSH_PATH", Peers.require(Peer.SSH).toString());
    return start("autossh", words, sshd, backend, environment, "-o", "ExitOnForwardFailure=yes");
  }

  private Tunnel start(
      String name,
      List<Object> words,
      Sshd sshd,
      Backend backend,
      Map<String, String> environment,
      String... more) {
    var port = Ports.free();
    words.addAll(List.of("-F", "none", "-o", "BatchMode=yes"));
    words.addAll(List.of("-o", "UserKnownHostsFile=" + sshd.knownHosts()));
    words.addAll(List.of("-o", "ServerAliveInterval=5", "-o", "ServerAliveCountMax=2"));
    words.addAll(List.of(more));
    words.addAll(List.of("-i", sshd.clientKey().file(), "-p", sshd.port()));
    words.addAll(List.of("-L", "127.0.0.1:" + port + ":127.0.0.1:" + backend.port()));
    words.add(sshd.user() + "@" + sshd.host());
    if (more.length > 0 && more[0].equals("-T")) words.add("sleep 100000");
    var launch = Program.Launch.of(folder, words.toArray());
    return new Tunnel(name, Program.start(launch.with(environment)), port);
  }

  /** One process of ours, a tunnel to each of the servers. */
  Fleet ours(List<Sshd> servers, Backend backend) {
    var words = new ArrayList<Object>(List.of(System.getProperty("java.home") + "/bin/java"));
    words.addAll(JAVA);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(KeptTunnels.class.getName(), 5000, 2, backend.port()));
    var ports = new ArrayList<Integer>();
    for (var sshd : servers) {
      ports.add(Ports.free());
      words.addAll(List.of(sshd.destination(), sshd.clientKey().file(), sshd.knownHosts()));
      words.add(ports.getLast());
    }
    return new Fleet(Program.start(Program.Launch.of(folder, words.toArray())), ports);
  }

  Tunnel ours(Sshd sshd, Backend backend) {
    var fleet = ours(List.of(sshd), backend);
    return new Tunnel("ours", fleet.program(), fleet.ports().getFirst());
  }

  static void awaitCarrying(int port) {
    Await.until("the tunnel carries", Duration.ofSeconds(60), () -> carries(port));
  }

  static boolean carries(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 3_000);
      return answers(socket);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a letter that is sent comes back. */
  static boolean answers(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    socket.getOutputStream().write(new byte[] {'e', 'x'});
    return socket.getInputStream().read() == 'x';
  }
}
