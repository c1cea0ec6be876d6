package dev.lifeguard.remedy.step;

import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshSettings;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One gateway as its steps find it: how it is spoken to, which tunnels lead there, who runs it. */
public record Patient(
    GatewaySettings gateway, Map<String, TunnelSettings> tunnels, Supervision supervision) {
  public Patient {
    tunnels = Map.copyOf(tunnels);
  }

  public String name() {
    return gateway.name();
  }

  /** The way in over SSH that we keep ourselves. */
  public Optional<SshSettings> ssh() {
    return kept(Optional.empty()).map(TunnelSettings.Kept::ssh);
  }

  /**
   * The tunnel that is meant.
   *
   * @param named by the alert or a person; empty: the first that we keep
   */
  public Optional<TunnelSettings.Kept> kept(Optional<String> named) {
    return new TreeMap<>(tunnels)
        .values().stream()
            .filter(TunnelSettings.Kept.class::isInstance)
            .map(TunnelSettings.Kept.class::cast)
            .filter(tunnel -> named.isEmpty() || named.get().equals(tunnel.name()))
            .findFirst();
  }

  public TunnelId id(TunnelSettings tunnel) {
    return new TunnelId(name(), tunnel.name());
  }

  /** The tunnel of ours that a step about SSH is for. */
  public TunnelSettings.Kept needKept(Optional<String> named) {
    return kept(named)
        .orElseThrow(
            () ->
                new FailedException(
                    Reason.NOT_SUPPORTED, name() + " has no tunnel that Lifeguard keeps itself"));
  }
}
