package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Which gateways are reached through the same SSH host. Pure. */
final class FirstHosts {
  private FirstHosts() {}

  /** The first host of each gateway that shares it with another one, as {@code name:port}. */
  static Map<String, String> shared(
      List<WatchedGateway> gateways, Function<SshSettings, Optional<TcpTarget>> firstHop) {
    var hosts = new TreeMap<String, String>();
    for (var gateway : gateways)
      gateway.paths().stream()
          .flatMap(path -> ssh(path).stream())
          .flatMap(ssh -> firstHop.apply(ssh).stream())
          .findFirst()
          .ifPresent(hop -> hosts.put(gateway.name(), text(hop)));
    var counts = new HashMap<String, Integer>();
    hosts.values().forEach(host -> counts.merge(host, 1, Integer::sum));
    hosts.values().removeIf(host -> counts.get(host) < 2);
    return hosts;
  }

  private static Optional<SshSettings> ssh(AccessPath path) {
    return path.tunnel().orElse(null) instanceof TunnelSettings.Kept kept
        ? Optional.of(kept.ssh())
        : Optional.empty();
  }

  private static String text(TcpTarget hop) {
    var host = hop.host().toLowerCase(Locale.ROOT);
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + hop.port();
  }
}
