package dev.lifeguard.gateway;

import dev.lifeguard.ssh.config.SshSettings;
import java.util.Optional;

/**
 * One way to a gateway: the name of its access path, and how to speak to the gateway on it.
 *
 * @param forward the tunnel's forward that leads to the gateway; empty: no tunnel of ours does
 * @param login to the machine that the gateway runs on; empty: none of ours ends there
 */
public record Route(
    String path, GatewaySettings gateway, Optional<String> forward, Optional<SshSettings> login) {
  public static Route direct(String path, GatewaySettings gateway) {
    return new Route(path, gateway, Optional.empty(), Optional.empty());
  }
}
