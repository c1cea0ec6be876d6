package dev.lifeguard.baseline;

import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.tunnel.TunnelSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be looked at.
 *
 * @param own Lifeguard's own configuration file
 * @param openClaw configuration files of gateways of this machine
 */
public record BaselineScope(
    Optional<Path> own, SshEnvironment ssh, List<Path> openClaw, List<Gateway> gateways) {

  public BaselineScope {
    openClaw = List.copyOf(openClaw);
    gateways = List.copyOf(gateways);
  }

  /**
   * One gateway.
   *
   * @param routes how it is spoken to, on each of its paths
   */
  public record Gateway(String name, List<GatewaySettings> routes, List<TunnelSettings> tunnels) {
    public Gateway {
      routes = List.copyOf(routes);
      tunnels = List.copyOf(tunnels);
    }
  }

  public Path home() {
    return ssh.user().home();
  }
}
