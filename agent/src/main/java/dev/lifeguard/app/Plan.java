package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.Route;
import dev.lifeguard.gateway.health.WatchSettings;
import dev.lifeguard.path.Way;
import dev.lifeguard.path.Ways;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeSettings;
import dev.lifeguard.probe.forward.ForwardTarget;
import dev.lifeguard.probe.tailscale.TailnetWays;
import dev.lifeguard.probe.tailscale.TailscaleProbe;
import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.probe.tcp.TcpWatch;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is to be kept up and looked at, as the configuration says it. Pure: where a tunnel's first
 * hop is, the SSH configuration knows, and is asked through {@code firstHop}.
 */
record Plan(
    Map<TunnelId, TunnelSettings> tunnels,
    Map<String, Watch> watches,
    List<Ways> ways,
    List<TcpWatch> tcp,
    List<Hop> hops,
    List<Look> forwards,
    List<SshLook> logins,
    List<ProbeId> tailnet) {

  /**
   * A gateway to be spoken to.
   *
   * @param routes the preferred one first
   */
  record Watch(List<Route> routes, WatchSettings pace) {}

  /**
   * The first hop of a gateway with several paths: which one it is, the path in use says.
   *
   * @param byPath by the path's name
   */
  record Hop(ProbeId id, Map<String, TcpTarget> byPath, ProbeSettings settings) {}

  /** A forward to be looked through. */
  record Look(ForwardTarget target, ProbeSettings settings) {}

  static final Plan NOTHING =
      new Plan(
          Map.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** A login to be tried. */
  record SshLook(ProbeId id, SshSettings ssh, ProbeSettings settings) {}

  static Plan of(AgentSettings settings, Function<SshSettings, Optional<TcpTarget>> firstHop) {
    var plan =
        new Plan(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    settings.gateways().forEach(gateway -> plan.add(gateway, firstHop));
    return plan;
  }

  private void add(WatchedGateway gateway, Function<SshSettings, Optional<TcpTarget>> firstHop) {
    var all = gateway.paths().stream().map(path -> way(gateway, path)).toList();
    ways.add(new Ways(gateway.name(), all));
    watches.put(gateway.name(), new Watch(all.stream().map(Way::route).toList(), pace(gateway)));
    for (var path : gateway.paths()) path.tunnel().ifPresent(tunnel -> addTunnel(gateway, tunnel));
    addHops(gateway, firstHop);
    if (all.stream().anyMatch(Plan::leadsThroughTailnet))
      tailnet.add(new ProbeId(Subject.gateway(gateway.name()), TailscaleProbe.KIND));
  }

  private static boolean leadsThroughTailnet(Way way) {
    return way.name().equals("tailnet")
        || TailnetWays.leadsThrough(way.route().gateway().url().getHost());
  }

  /** What gateways want of the tailnet of this machine. */
  TailnetWays tailnetWays() {
    var hosts = new LinkedHashSet<String>();
    var ports = new TreeSet<Integer>();
    for (var one : ways)
      for (var way : one.all()) {
        var url = way.route().gateway().url();
        if (leadsThroughTailnet(way)) hosts.add(url.getHost().replaceAll("[\\[\\]]", ""));
        else if (new HostPort(url.getHost(), 0).isLoopback() && way.tunnel().isEmpty())
          ports.add(target(url).port());
      }
    return new TailnetWays(List.copyOf(hosts), ports);
  }

  private static Way way(WatchedGateway gateway, AccessPath path) {
    return new Way(
        new Route(
            path.name(),
            path.gateway(),
            path.tunnel().flatMap(it -> leading(it, path)).map(Forward::name),
            path.tunnel().flatMap(it -> login(it, path))),
        path.tunnel().map(tunnel -> new TunnelId(gateway.name(), tunnel.name())));
  }

  /** The forward whose local end is where the gateway is spoken to. */
  private static Optional<Forward> leading(TunnelSettings tunnel, AccessPath path) {
    var port = target(path.gateway().url()).port();
    var forwards =
        switch (tunnel) {
          case TunnelSettings.Kept kept -> kept.forwards();
          case TunnelSettings.External other -> List.of(other.watched());
        };
    return forwards.stream()
        .filter(one -> one.direction() == TunnelSettings.Direction.LOCAL)
        .filter(one -> one.local().port() == port)
        .findFirst();
  }

  /** The session ends on the gateway's machine where the forward leads to that machine itself. */
  private static Optional<SshSettings> login(TunnelSettings tunnel, AccessPath path) {
    if (!(tunnel instanceof TunnelSettings.Kept kept)) return Optional.empty();
    return leading(tunnel, path)
        .filter(it -> new HostPort(it.remote().host(), 0).isLoopback())
        .map(_ -> kept.ssh());
  }

  private void addHops(
      WatchedGateway gateway, Function<SshSettings, Optional<TcpTarget>> firstHop) {
    var id = new ProbeId(Subject.gateway(gateway.name()), "tcp");
    var settings = gateway.probes().get("tcp");
    var byPath = new LinkedHashMap<String, TcpTarget>();
    for (var path : gateway.paths())
      hop(path, firstHop).ifPresent(target -> byPath.put(path.name(), target));
    if (gateway.paths().size() > 1) hops.add(new Hop(id, byPath, settings));
    else byPath.values().forEach(target -> tcp.add(new TcpWatch(id, target, settings)));
  }

  private void addTunnel(WatchedGateway gateway, TunnelSettings tunnel) {
    var id = new TunnelId(gateway.name(), tunnel.name());
    tunnels.put(id, tunnel);
    for (var target : ForwardTarget.of(id, tunnel))
      forwards.add(new Look(target, gateway.probes().get("forward")));
    if (!(tunnel instanceof TunnelSettings.Kept kept)) return;
    var login = new ProbeId(loginSubject(gateway, tunnel), "ssh-auth");
    logins.add(new SshLook(login, kept.ssh(), gateway.probes().get("ssh-auth")));
  }

  /** A gateway's first login is its own; those of further paths are told apart. */
  private Subject loginSubject(WatchedGateway gateway, TunnelSettings tunnel) {
    var own = Subject.gateway(gateway.name());
    return logins.stream().noneMatch(look -> look.id().subject().equals(own))
        ? own
        : new Subject(gateway.name(), Map.of("path", tunnel.name()));
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
