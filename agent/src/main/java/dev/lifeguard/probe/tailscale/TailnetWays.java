package dev.lifeguard.probe.tailscale;

import java.util.List;
import java.util.Set;

/**
 * What gateways want of the tailnet.
 *
 * @param hosts names and addresses that ways lead to
 * @param ports of gateways that run on this machine and may be served from it
 */
public record TailnetWays(List<String> hosts, Set<Integer> ports) {
  /** Nothing is wanted of it. */
  public static final TailnetWays NONE = new TailnetWays(List.of(), Set.of());

  public TailnetWays {
    hosts = List.copyOf(hosts);
    ports = Set.copyOf(ports);
  }

  /** Whether the host is one of a tailnet: a MagicDNS name, or an address of Tailscale's ranges. */
  public static boolean leadsThrough(String host) {
    var name = host.replaceAll("[\\[\\]]", "").toLowerCase(java.util.Locale.ROOT);
    return name.endsWith(".ts.net")
        || name.endsWith(".ts.net.")
        || name.startsWith("fd7a:115c:a1e0:")
        || isCarrierGrade(name);
  }

  /** 100.64.0.0/10. */
  private static boolean isCarrierGrade(String name) {
    if (!name.matches("100\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")) return false;
    var second = Integer.parseInt(name.split("\\.")[1]);
    return second >= 64 && second <= 127;
  }
}
