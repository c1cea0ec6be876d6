package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.walk.Way;
import dev.lifeguard.diagnosis.walk.Way.Carried;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.probe.ProbeSettings;
import dev.lifeguard.probe.tailscale.TailnetWays;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes a way to be walked of what is configured, or of what a person typed. */
public final class Ways {
  private static final int SSH_PORT = 22;

  private Ways() {}

  /** Whose local ports a walk uses. */
  enum Ports {
    /** The agent holds them already. */
    STANDING,
    /** Free ones: the configured ones may be an agent's. */
    OWN
  }

  static Way configured(
      WatchedGateway gateway, AccessPath path, List<Layer> thresholds, Ports ports) {
    var tunnel = path.tunnel().map(it -> carried(gateway.name(), it, ports));
    return new Way(
        gateway.name(),
        names(gateway.name(), path),
        path.tunnel().flatMap(Ways::login),
        tunnel,
        Optional.of(tunnel.map(it -> through(path.gateway(), it)).orElse(path.gateway())),
        patience(gateway),
        thresholds,
        tailnet(gateway, path),
        List.<Sign>of());
  }

  /** Any gateway by its URL. */
  public static Way straight(GatewaySettings gateway, List<Layer> thresholds) {
    return new Way(
        gateway.url().toString(),
        ports(url(Names.NONE, gateway.url()), gateway.url())
            .with("gateway", gateway.url().toString()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(gateway),
        Way.Patience.USUAL,
        thresholds,
        TailnetWays.NONE,
        List.<Sign>of());
  }

  /** Any SSH server by its destination, or by an alias. */
  public static Way login(SshSettings ssh, List<Layer> thresholds) {
    return new Way(
        ssh.destination(),
        login(Names.NONE, ssh).with("gateway", ssh.destination()),
        Optional.of(ssh),
        Optional.empty(),
        Optional.empty(),
        Way.Patience.USUAL,
        thresholds,
        TailnetWays.NONE,
        List.<Sign>of());
  }

  /**
   * What a path that is called so wants of the tailnet, and which ports of this machine may be
   * served there. One that leads there by its address is known to the walk.
   */
  private static TailnetWays tailnet(WatchedGateway gateway, AccessPath path) {
    var ports = new TreeSet<Integer>();
    for (var other : gateway.paths())
      if (!other.equals(path) && other.tunnel().isEmpty())
        local(other.gateway().url()).ifPresent(ports::add);
    var named = path.name().equals("tailnet") && path.tunnel().isEmpty();
    var host = path.gateway().url().getHost();
    return new TailnetWays(named ? List.of(host) : List.of(), ports);
  }

  private static Optional<Integer> local(URI url) {
    return url.getPort() > 0 && new HostPort(url.getHost(), 0).isLoopback()
        ? Optional.of(url.getPort())
        : Optional.empty();
  }

  private static Optional<SshSettings> login(TunnelSettings tunnel) {
    return switch (tunnel) {
      case TunnelSettings.Kept kept -> Optional.of(kept.ssh());
      case TunnelSettings.External _ -> Optional.empty();
    };
  }

  private static Names names(String gateway, AccessPath path) {
    var names = url(Names.NONE, path.gateway().url()).with("gateway", gateway);
    if (path.tunnel().isEmpty()) return ports(names, path.gateway().url());
    if (!(path.tunnel().orElse(null) instanceof TunnelSettings.Kept kept)) return names;
    names = login(names, kept.ssh());
    var forward = kept.forwards().stream().filter(it -> it.direction() == Direction.LOCAL);
    var first = forward.findFirst();
    if (first.isEmpty()) return names;
    return names
        .with("local-port", Integer.toString(first.get().local().port()))
        .with("remote-host", first.get().remote().host())
        .with("remote-port", Integer.toString(first.get().remote().port()));
  }

  private static Names login(Names names, SshSettings ssh) {
    return names
        .with("destination", ssh.destination())
        .with(Names.LOGIN, ssh.typed())
        .with("host", ssh.writtenHost())
        .with("port", Integer.toString(ssh.writtenPort().orElse(SSH_PORT)));
  }

  /** Without a tunnel, the port that we dial is the gateway's own. */
  private static Names ports(Names names, URI url) {
    var port = Integer.toString(port(url));
    return names.with("local-port", port).with("remote-port", port);
  }

  private static int port(URI url) {
    return url.getPort() > 0 ? url.getPort() : "wss".equals(url.getScheme()) ? 443 : 80;
  }

  private static Names url(Names names, URI url) {
    return names
        .with("url", url.toString())
        .with("http-url", url.toString().replaceFirst("^ws", "http").replaceFirst("/$", ""))
        .with("host", url.getHost())
        .with("port", Integer.toString(port(url)));
  }

  private static Way.Patience patience(WatchedGateway gateway) {
    return new Way.Patience(
        patience(gateway, "tcp"),
        patience(gateway, "ssh-auth"),
        patience(gateway, "forward"),
        patience(gateway, "gateway"));
  }

  private static Duration patience(WatchedGateway gateway, String probe) {
    ProbeSettings settings = gateway.probes().get(probe);
    return settings.timeout();
  }

  private static Carried carried(String gateway, TunnelSettings tunnel, Ports ports) {
    var id = new TunnelId(gateway, tunnel.name());
    return ports == Ports.STANDING
        ? new Carried(id, tunnel, tunnel, true)
        : new Carried(id, tunnel, onFreePorts(tunnel), false);
  }

  private static TunnelSettings onFreePorts(TunnelSettings tunnel) {
    return switch (tunnel) {
      case TunnelSettings.External other -> other;
      case TunnelSettings.Kept kept ->
          new TunnelSettings.Kept(
              kept.name(),
              kept.ssh(),
              kept.forwards().stream()
                  .filter(forward -> forward.direction() == Direction.LOCAL)
                  .map(Ways::onFreePort)
                  .toList(),
              false);
    };
  }

  private static Forward onFreePort(Forward forward) {
    var local = Endpoint.of("127.0.0.1", freePort());
    return new Forward(
        forward.name(), forward.direction(), local, forward.remote(), forward.expect());
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The gateway's URL leads through the forward that listens where it points. */
  private static GatewaySettings through(GatewaySettings gateway, Carried carried) {
    if (!(carried.written() instanceof TunnelSettings.Kept written)) return gateway;
    if (!(carried.walked() instanceof TunnelSettings.Kept walked)) return gateway;
    var entrance = GatewayShape.entrance(gateway.url());
    return written.forwards().stream()
        .filter(forward -> forward.local().port() == entrance.port())
        .flatMap(
            forward -> walked.forwards().stream().filter(it -> it.name().equals(forward.name())))
        .findFirst()
        .map(forward -> at(gateway, forward.local().port()))
        .orElse(gateway);
  }

  private static GatewaySettings at(GatewaySettings gateway, int port) {
    var url = gateway.url();
    return new GatewaySettings(
        gateway.name(),
        URI.create(url.getScheme() + "://" + url.getHost() + ":" + port + url.getRawPath()),
        gateway.token(),
        gateway.password(),
        gateway.controlToken(),
        gateway.tlsFingerprint(),
        gateway.tlsCa());
  }
}
