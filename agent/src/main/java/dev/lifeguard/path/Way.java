package dev.lifeguard.path;

import dev.lifeguard.gateway.Route;
import dev.lifeguard.tunnel.TunnelId;
import java.util.Optional;

/**
 * One way to a gateway.
 *
 * @param tunnel what the way leads through, when we keep that up ourselves
 */
public record Way(Route route, Optional<TunnelId> tunnel) {
  public String name() {
    return route.path();
  }
}
