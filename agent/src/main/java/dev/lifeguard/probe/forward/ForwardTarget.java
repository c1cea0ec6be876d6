package dev.lifeguard.probe.forward;

import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.util.List;

/** One forward to look through. */
public record ForwardTarget(TunnelId tunnel, TunnelSettings settings, Forward forward) {
  /** The metric label of this kind of probe. */
  public static final String KIND = "forward";

  /** Every forward of a tunnel. */
  public static List<ForwardTarget> of(TunnelId tunnel, TunnelSettings settings) {
    return switch (settings) {
      case TunnelSettings.Kept kept ->
          kept.forwards().stream().map(it -> new ForwardTarget(tunnel, kept, it)).toList();
      case TunnelSettings.External other ->
          List.of(new ForwardTarget(tunnel, other, other.watched()));
    };
  }

  ProbeId probe() {
    return new ProbeId(tunnel.subject(forward.name()), KIND);
  }

  /** Where the way ends: over there, or here for a remote forward. */
  Endpoint destination() {
    return forward.direction() == Direction.LOCAL ? forward.remote() : forward.local();
  }

  String host() {
    return switch (settings) {
      case TunnelSettings.Kept kept -> kept.ssh().destination();
      case TunnelSettings.External(_, var watched, _) -> watched.local().toString();
    };
  }
}
