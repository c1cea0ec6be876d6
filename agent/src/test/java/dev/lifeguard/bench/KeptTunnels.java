package dev.lifeguard.bench;

import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tunnels of ours in a process of their own, as benches measure them beside {@code ssh -L}. */
final class KeptTunnels {
  private static final int WORDS_EACH = 4;

  private KeptTunnels() {}

  /**
   * Keepalive in ms, misses, remote port; then destination, key, known_hosts and local port of each
   * tunnel.
   */
  public static void main(String[] args) throws Exception {
    var keepalive =
        new Keepalive(Duration.ofMillis(Long.parseLong(args[0])), Integer.parseInt(args[1]));
    var remote = Endpoint.of("127.0.0.1", Integer.parseInt(args[2]));
    var bench = new Workbench();
    var tunnels = new ArrayList<TunnelSettings>();
    for (int at = 3; at < args.length; at += WORDS_EACH) {
      var ssh = Workbench.ssh(args[at], Path.of(args[at + 1]), Path.of(args[at + 2]), keepalive);
      var forward = Workbench.local(Integer.parseInt(args[at + 3]), remote);
      tunnels.add(new TunnelSettings.Kept(args[at + 3], ssh, List.of(forward), false));
    }
    bench.keep(tunnels.toArray(TunnelSettings[]::new));
    Thread.currentThread().join(); // until it is killed
  }
}
