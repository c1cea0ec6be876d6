package dev.lifeguard.app;

import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.probe.ProbeSettings;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.step.Supervision;
import dev.lifeguard.tunnel.TunnelSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One gateway with everything that is to be done about it.
 *
 * @param paths the ways to it, the preferred one first; never empty
 * @param probes by kind; every kind is there
 * @param remediation a cap on what remedies may do by themselves
 * @param supervision who keeps its process running, as far as said
 */
public record WatchedGateway(
    String name,
    Map<String, String> labels,
    List<AccessPath> paths,
    Map<String, ProbeSettings> probes,
    Optional<RemedySettings.Mode> remediation,
    Supervision supervision) {

  public WatchedGateway {
    labels = Map.copyOf(labels);
    paths = List.copyOf(paths);
    probes = Map.copyOf(probes);
  }

  /**
   * One way to the gateway.
   *
   * @param name unique within the gateway; a tunnel on it has the same name
   */
  public record AccessPath(String name, GatewaySettings gateway, Optional<TunnelSettings> tunnel) {}
}
