package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Kept;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which gateways of the configuration share a host: one of them is not another that is sought. */
final class Neighbourhood {
  private Neighbourhood() {}

  /** Those that are reached through the same login, by the ports that their forwards lead to. */
  static List<Sign> of(WatchedGateway gateway, AccessPath path, List<WatchedGateway> all) {
    var login = kept(path).map(it -> it.ssh().destination());
    if (login.isEmpty()) return List.of();
    var ports = new TreeMap<Integer, String>();
    for (var other : all) if (!other.name().equals(gateway.name())) add(other, login.get(), ports);
    return ports.isEmpty() ? List.of() : List.of(new Sign.Neighbours(ports));
  }

  private static void add(WatchedGateway other, String login, Map<Integer, String> ports) {
    for (var path : other.paths())
      kept(path).filter(it -> it.ssh().destination().equals(login)).stream()
          .flatMap(it -> it.forwards().stream())
          .filter(forward -> forward.direction() == Direction.LOCAL)
          .forEach(forward -> ports.putIfAbsent(forward.remote().port(), other.name()));
  }

  private static Optional<Kept> kept(AccessPath path) {
    return path.tunnel().filter(Kept.class::isInstance).map(Kept.class::cast);
  }
}
