package dev.lifeguard.remedy.step;

import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One gateway as its steps find it on one of its paths.
 *
 * @param path its name; a tunnel on it has the same
 * @param tunnels of all its paths
 */
public record Patient(
    String path,
    GatewaySettings gateway,
    Map<String, TunnelSettings> tunnels,
    Supervision supervision) {
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
   * @param named by the alert or a person; empty: the one of this path, else the first that we keep
   */
  public Optional<TunnelSettings.Kept> kept(Optional<String> named) {
    return named.isPresent() ? kept(named.get()) : kept(path).or(this::first);
  }

  private Optional<TunnelSettings.Kept> kept(String name) {
    return tunnels.get(name) instanceof TunnelSettings.Kept ours
        ? Optional.of(ours)
        : Optional.empty();
  }

  private Optional<TunnelSettings.Kept> first() {
    return new TreeMap<>(tunnels)
        .keySet().stream().flatMap(name -> kept(name).stream()).findFirst();
  }

  /** Our own tunnel that this path leads through. */
  public Optional<TunnelSettings.Kept> through() {
    return kept(path);
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
