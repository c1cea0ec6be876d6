package dev.lifeguard.probe.tailscale;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One machine of the tailnet.
 *
 * @param dnsName without the last dot; empty when MagicDNS is off
 * @param online empty when this release of tailscale does not say
 * @param keyExpires empty when it never does, or when this release does not say
 */
public record TailnetNode(
    String hostName,
    String dnsName,
    List<String> addresses,
    Optional<Boolean> online,
    Optional<Instant> lastSeen,
    Optional<Instant> keyExpires,
    Flag expired) {

  /** Whether the node's key is expired, as tailscale itself says. */
  public enum Flag {
    EXPIRED,
    VALID
  }

  public TailnetNode {
    addresses = List.copyOf(addresses);
  }

  /** Whether that is a name or an address of it; names without regard to case. */
  boolean answersTo(String host) {
    var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    var label = dnsName.split("\\.", 2)[0];
    return addresses.contains(name)
        || !name.isEmpty()
            && (name.equalsIgnoreCase(dnsName)
                || name.equalsIgnoreCase(label)
                || name.equalsIgnoreCase(hostName));
  }

  boolean isExpired(Instant now) {
    return expired == Flag.EXPIRED || keyExpires.filter(at -> !at.isAfter(now)).isPresent();
  }

  /** The name that people know it by. */
  @Override
  public String toString() {
    return dnsName.isEmpty() ? hostName : dnsName;
  }
}
