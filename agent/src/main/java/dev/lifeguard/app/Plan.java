package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.health.WatchSettings;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeSettings;
import dev.lifeguard.probe.forward.ForwardTarget;
import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.probe.tcp.TcpWatch;
import dev.lifeguard.ssh.SshSettings;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be kept up and looked at, as the configuration says it. Pure: where a tunnel's first
 * hop is, the SSH configuration knows, and is asked through {@code firstHop}.
 */
record Plan(
    Map<TunnelId, TunnelSettings> tunnels,
    Map<String, Watch> watches,
    List<TcpWatch> tcp,
    List<Look> forwards,
    List<SshLook> logins) {

  /** A gateway to be spoken to. */
  record Watch(GatewaySettings gateway, WatchSettings pace) {}

  /** A forward to be looked through. */
  record Look(ForwardTarget target, ProbeSettings settings) {}

  /** A login to be tried. */
  record SshLook(ProbeId id, SshSettings ssh, ProbeSettings settings) {}

  static Plan of(AgentSettings settings, Function<SshSettings, Optional<TcpTarget>> firstHop) {
    var plan =
        new Plan(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    settings.gateways().forEach(gateway -> plan.add(gateway, firstHop));
    return plan;
  }

  private void add(WatchedGateway gateway, Function<SshSettings, Optional<TcpTarget>> firstHop) {
    var path = gateway.paths().getFirst();
    watches.put(gateway.name(), new Watch(path.gateway(), pace(gateway)));
    path.tunnel().ifPresent(tunnel -> addTunnel(gateway, tunnel));
    hop(path, firstHop).ifPresent(target -> tcp.add(tcp(gateway, target)));
  }

  private static TcpWatch tcp(WatchedGateway gateway, TcpTarget target) {
    var id = new ProbeId(Subject.gateway(gateway.name()), "tcp");
    return new TcpWatch(id, target, gateway.probes().get("tcp"));
  }

  private void addTunnel(WatchedGateway gateway, TunnelSettings tunnel) {
    var id = new TunnelId(gateway.name(), tunnel.name());
    tunnels.put(id, tunnel);
    for (var target : ForwardTarget.of(id, tunnel))
      forwards.add(new Look(target, gateway.probes().get("forward")));
    if (!(tunnel instanceof TunnelSettings.Kept kept)) return;
    var login = new ProbeId(Subject.gateway(gateway.name()), "ssh-auth");
    logins.add(new SshLook(login, kept.ssh(), gateway.probes().get("ssh-auth")));
  }

  private static Optional<TcpTarget> hop(
      AccessPath path, Function<SshSettings, Optional<TcpTarget>> firstHop) {
    if (path.tunnel().orElse(null) instanceof TunnelSettings.Kept kept)
      return firstHop.apply(kept.ssh());
    return Optional.of(target(path.gateway().url()));
  }

  private static TcpTarget target(URI url) {
    var usual = "wss".equals(url.getScheme()) ? 443 : 80;
    return TcpTarget.of(url.getHost(), url.getPort() > 0 ? url.getPort() : usual);
  }

  private static WatchSettings pace(WatchedGateway gateway) {
    var probes = gateway.probes();
    return new WatchSettings(
        probes.get("gateway").every(),
        probes.get("gateway").timeout(),
        probes.get("channels").every(),
        probes.get("providers").every(),
        probes.get("errors").every(),
        probes.get("security").every());
  }
}
