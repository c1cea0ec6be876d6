package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.config.ListShape.Item;
import dev.lifeguard.config.Place;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks across all tunnels: who listens where on this machine, and does anybody lead there. */
final class LocalPorts {
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "*");

  private record Taken(Endpoint local, Place by) {}

  private final List<Taken> taken = new ArrayList<>();

  private LocalPorts() {}

  static void lookAt(List<Item<WatchedGateway>> gateways) {
    var ports = new LocalPorts();
    for (var gateway : gateways) {
      var paths = gateway.value().paths();
      for (int i = 0; i < paths.size(); i++) {
        var several = gateway.place().has("paths");
        ports.lookAt(
            paths.get(i), several ? gateway.place().under("paths").under(i) : gateway.place());
      }
    }
  }

  private void lookAt(AccessPath path, Place place) {
    path.tunnel().ifPresent(tunnel -> lookAt(path, tunnel, place));
  }

  private void lookAt(AccessPath path, TunnelSettings tunnel, Place place) {
    if (!(tunnel instanceof TunnelSettings.Kept kept)) return;
    var forwards = place.under("tunnel").under("forwards");
    for (int i = 0; i < kept.forwards().size(); i++)
      take(kept.forwards().get(i), forwards.under(i).under("local"));
    lookAtUrl(path, kept, place);
  }

  private void take(Forward forward, Place place) {
    if (forward.direction() == Direction.REMOTE) return;
    taken.stream()
        .filter(other -> collide(other.local(), forward.local()))
        .findFirst()
        .ifPresent(
            other ->
                place.refuse(
                    forward.local() + " is taken by " + other.by().path(), "choose another port"));
    taken.add(new Taken(forward.local(), place));
  }

  private static boolean collide(Endpoint one, Endpoint other) {
    if (one.socket().isPresent() || other.socket().isPresent()) return one.equals(other);
    var everywhere = EVERYWHERE.contains(one.host()) || EVERYWHERE.contains(other.host());
    return one.port() == other.port() && (everywhere || host(one).equals(host(other)));
  }

  private static String host(Endpoint endpoint) {
    return endpoint.host().equals("localhost") ? "127.0.0.1" : endpoint.host();
  }

  private static void lookAtUrl(AccessPath path, TunnelSettings.Kept kept, Place place) {
    var entrance = GatewayShape.entrance(path.gateway().url());
    var gateways =
        kept.forwards().stream()
            .filter(forward -> forward.expect() == Expect.GATEWAY)
            .filter(forward -> forward.direction() == Direction.LOCAL)
            .map(Forward::local)
            .toList();
    if (gateways.isEmpty() || gateways.stream().anyMatch(local -> collide(local, entrance))) return;
    place
        .under("url")
        .warn(
            "leads to " + entrance + ", but the tunnel's forward listens on " + gateways.getFirst(),
            "write " + path.gateway().url().getScheme() + "://" + gateways.getFirst());
  }
}
