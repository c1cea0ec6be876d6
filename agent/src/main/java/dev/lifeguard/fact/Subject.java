package dev.lifeguard.fact;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fact is about: a gateway, and within it perhaps a channel, a provider, a tunnel's forward.
 * The agent itself is {@link #AGENT}.
 */
public final class Subject implements Comparable<Subject> {
  /** The agent's own facts: lateness, reload. */
  public static final Subject AGENT = new Subject("", Map.of());

  /** What there can be within a gateway that somebody outside may speak of. */
  public static final List<String> PARTS =
      List.of("channel", "account", "provider", "tunnel", "forward");

  private final String gateway;
  private final SortedMap<String, String> labels;
  private final String text;

  public Subject(String gateway, Map<String, String> labels) {
    this.gateway = gateway;
    this.labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    this.text = text();
  }

  private String text() {
    if (labels.isEmpty()) return gateway;
    return gateway.isEmpty() && labels.keySet().equals(Set.of("host"))
        ? "host " + labels.get("host")
        : gateway + labels;
  }

  public static Subject gateway(String name) {
    return new Subject(name, Map.of());
  }

  public static Subject channel(String gateway, String channel, String account) {
    return new Subject(gateway, Map.of("channel", channel, "account", account));
  }

  public static Subject provider(String gateway, String provider) {
    return new Subject(gateway, Map.of("provider", provider));
  }

  public static Subject forward(String gateway, String tunnel, String forward) {
    return new Subject(gateway, Map.of("tunnel", tunnel, "forward", forward));
  }

  public static Subject tunnel(String gateway, String tunnel) {
    return new Subject(gateway, Map.of("tunnel", tunnel));
  }

  /** A host that the paths of several gateways begin at: it belongs to none of them. */
  public static Subject host(String host) {
    return new Subject("", Map.of("host", host));
  }

  /** The gateway's configured name; empty for the agent itself and for hosts. */
  public String gateway() {
    return gateway;
  }

  /**
   * Beside the gateway: keys of the closed set channel, account, provider, tunnel, forward, path,
   * host.
   */
  public SortedMap<String, String> labels() {
    return labels;
  }

  /** Whether this is the other, or a part of it: a gateway covers its channels. */
  public boolean within(Subject other) {
    return gateway.equals(other.gateway) && labels.entrySet().containsAll(other.labels.entrySet());
  }

  @Override
  public int compareTo(Subject other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subject that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As people write it: {@code home} or {@code home{account=default, channel=irc}}. */
  @Override
  public String toString() {
    return text;
  }
}
