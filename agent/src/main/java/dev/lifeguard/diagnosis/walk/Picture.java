package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.Diagnosis.Stop;
import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.tunnel.TunnelSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The places on the way, and how each is. Pure.
 *
 * @param culprit the server at which the way breaks, if it does before the forward
 */
record Picture(
    Way way,
    Optional<ResolvedTarget> target,
    Optional<ResolvedTarget> culprit,
    List<LayerCheck> checks) {

  List<Stop> stops() {
    var stops = new ArrayList<Stop>();
    stops.add(new Stop("this machine", PathLayer.MACHINE, here()));
    target.ifPresent(it -> hops(it, stops));
    way.tunnel().ifPresent(tunnel -> stops.add(forward(tunnel.written())));
    way.gateway()
        .ifPresent(
            gateway ->
                stops.add(
                    new Stop(
                        "gateway "
                            + way.names().values().getOrDefault("url", gateway.url().toString()),
                        PathLayer.GATEWAY,
                        gatewayVerdict())));
    return stops;
  }

  /** Without SSH in between, the network leads to the gateway itself. */
  private Verdict gatewayVerdict() {
    var straight = way.login().isEmpty() && way.tunnel().isEmpty();
    return straight && at(PathLayer.NETWORK) == Verdict.FAIL ? Verdict.FAIL : at(PathLayer.GATEWAY);
  }

  private Verdict here() {
    return worst(at(PathLayer.MACHINE), at(PathLayer.FILES));
  }

  /** The first hop is reached over the network, those behind it through SSH. */
  private void hops(ResolvedTarget target, List<Stop> stops) {
    var servers = Culprit.chain(target);
    for (var server : servers) {
      var first = server == servers.getFirst() && servers.size() > 1;
      var name = (server == target ? "sshd " : "jump host ") + server.login();
      var layer = first ? PathLayer.NETWORK : PathLayer.SSH_AUTH;
      stops.add(new Stop(name, layer, verdict(server, servers)));
    }
  }

  /** Those before the broken one carry, those behind it are not known. */
  private Verdict verdict(ResolvedTarget server, List<ResolvedTarget> servers) {
    var reached = worst(at(PathLayer.NETWORK), at(PathLayer.SSH_AUTH));
    if (culprit.isEmpty()) return reached;
    var broken = servers.indexOf(culprit.get());
    var place = servers.indexOf(server);
    return place == broken ? Verdict.FAIL : place < broken ? Verdict.PASS : Verdict.UNKNOWN;
  }

  private Stop forward(TunnelSettings tunnel) {
    var name =
        switch (tunnel) {
          case TunnelSettings.Kept kept ->
              kept.forwards().stream()
                  .findFirst()
                  .map(it -> "forward to " + it.remote())
                  .orElse("forward");
          case TunnelSettings.External(_, var watched, _) -> "tunnel of others " + watched.local();
        };
    return new Stop(name, PathLayer.FORWARD, worst(at(PathLayer.FORWARD), at(PathLayer.TUNNEL)));
  }

  private Verdict at(PathLayer layer) {
    return checks.stream()
        .filter(check -> check.layer() == layer)
        .map(LayerCheck::verdict)
        .max(Comparator.comparing(Picture::rank))
        .orElse(layer == PathLayer.MACHINE || layer == PathLayer.FILES ? Verdict.PASS : unseen());
  }

  private Verdict unseen() {
    return checks.stream().anyMatch(it -> it.verdict() == Verdict.FAIL)
        ? Verdict.UNKNOWN
        : Verdict.PASS;
  }

  private static Verdict worst(Verdict one, Verdict other) {
    return rank(one) >= rank(other) ? one : other;
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case PASS -> 0;
      case WARN -> 1;
      case UNKNOWN -> 2;
      case FAIL -> 3;
    };
  }
}
