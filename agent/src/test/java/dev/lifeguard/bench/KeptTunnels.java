package dev.lifeguard.bench;

import dev.lifeguard.ssh.SshSettings.Keepalive;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.Workbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tunnels of ours in a process of their own, as benches measure them beside {@code ssh -L}. */
final class KeptTunnels {
  private KeptTunnels() {}

  /**
   * Destination, key, known_hosts, keepalive in ms, misses, then local=remote port of each tunnel.
   */
  public static void main(String[] args) throws Exception {
    var keepalive =
        new Keepalive(Duration.ofMillis(Long.parseLong(args[3])), Integer.parseInt(args[4]));
    var ssh = Workbench.ssh(args[0], Path.of(args[1]), Path.of(args[2]), keepalive);
    var bench = new Workbench();
    var tunnels = new ArrayList<TunnelSettings>();
    for (var ports : List.of(args).subList(5, args.length)) {
      var pair = ports.split("=");
      var forward =
          Workbench.local(
              Integer.parseInt(pair[0]), Endpoint.of("127.0.0.1", Integer.parseInt(pair[1])));
      tunnels.add(new TunnelSettings.Kept(pair[0], ssh, List.of(forward), false));
    }
    bench.keep(tunnels.toArray(TunnelSettings[]::new));
    Thread.currentThread().join(); // until it is killed
  }
}
