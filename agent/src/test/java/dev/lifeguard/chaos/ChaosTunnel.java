package dev.lifeguard.chaos;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Relay;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import dev.lifeguard.tunnel.Backend;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelView;
import dev.lifeguard.tunnel.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One tunnel of ours, the real server behind it, and everything that can be done to the two. */
final class ChaosTunnel implements AutoCloseable {
  private static final Keepalive KEEPALIVE = new Keepalive(Duration.ofSeconds(1), 2);
  private static final Duration SLOW = Duration.ofMillis(40);

  private final String name;
  private final Workbench bench;
  private final Sshd sshd = Sshd.setup().config("LogLevel INFO", "MaxStartups 100").start();
  private final Relay relay = new Relay(sshd.host(), sshd.port());
  private final SshKey stranger = sshd.newKey("stranger", SshKey.Type.ED25519);
  private final Path key = sshd.folder().resolve("key_in_use");
  private final int port = Ports.free();

  ChaosTunnel(String name, Workbench bench) {
    this.name = name;
    this.bench = bench;
    use(sshd.clientKey());
  }

  TunnelSettings settings(Backend backend) {
    var known =
        sshd.folder()
            .write(
                "known_relay",
                "[%s]:%d %s\n".formatted(relay.host(), relay.port(), sshd.hostKey().publicLine()));
    var destination = sshd.user() + "@" + relay.host() + ":" + relay.port();
    var ssh = Workbench.ssh(destination, key, known, KEEPALIVE);
    return new TunnelSettings.Kept(name, ssh, List.of(Workbench.local(port, backend.at())), false);
  }

  int port() {
    return port;
  }

  void inject(Fault fault) {
    switch (fault) {
      case KILL -> sshd.killSessions();
      case REFUSE -> {
        relay.refuse();
        relay.cut();
      }
      case DROP -> {
        relay.silence();
        relay.cut();
      }
      case WRONG_KEY -> {
        use(stranger);
        sshd.killSessions();
      }
      case SLOW -> {
        relay.delay(SLOW);
        sshd.killSessions();
      }
      case HALF_OPEN -> relay.silence();
    }
  }

  /** Ends the cause. A slow path stays slow until {@link #mend}. */
  void heal(Fault fault) {
    switch (fault) {
      case KILL, SLOW -> {}
      case REFUSE -> relay.listen();
      case DROP, HALF_OPEN -> relay.speak();
      case WRONG_KEY -> use(sshd.clientKey());
    }
  }

  void mend() {
    relay.delay(Duration.ZERO);
  }

  String state() {
    return view().state().word();
  }

  Optional<Reason> reason() {
    return view().state().life().last().map(Failure::reason);
  }

  long reconnects() {
    return view().state().life().reconnects();
  }

  void awaitActive() {
    Await.until(name + " is active", Duration.ofSeconds(60), () -> state().equals("active"));
  }

  private TunnelView view() {
    return Workbench.await(bench.tunnels.views()).stream()
        .filter(view -> view.id().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void use(SshKey now) {
    try {
      var next = key.resolveSibling("key_next");
      Files.copy(now.file(), next, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(next, key, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    relay.close();
    sshd.close();
  }
}
