package dev.lifeguard.probe.tailscale;

import dev.lifeguard.gateway.Payload;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tailnet as {@code tailscale status --json} tells of it: the fields of {@code
 * ipnstate.Status}, of which releases know more or fewer.
 *
 * @param state BackendState, lower-case
 * @param self empty in releases that do not tell of it, and while logged out
 * @param health what tailscale itself complains of
 */
public record Tailnet(
    String version,
    String state,
    Optional<TailnetNode> self,
    List<TailnetNode> peers,
    List<String> health) {

  /** Go's zero time, which stands for none. */
  private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  public Tailnet {
    peers = List.copyOf(peers);
    health = List.copyOf(health);
  }

  /** Empty when this is not what tailscale says. */
  public static Optional<Tailnet> read(String json) {
    return Payload.read(json)
        .flatMap(status -> status.text("BackendState").map(state -> of(status, state)));
  }

  private static Tailnet of(Payload status, String state) {
    var self = status.child("Self");
    var peers = new ArrayList<TailnetNode>();
    status.child("Peer").objects().values().forEach(peer -> peers.add(node(peer)));
    return new Tailnet(
        status.text("Version").orElse(""),
        state.toLowerCase(Locale.ROOT),
        self.isEmpty() ? Optional.empty() : Optional.of(node(self)),
        peers,
        status.texts("Health"));
  }

  private static TailnetNode node(Payload node) {
    var addresses = new ArrayList<>(node.texts("TailscaleIPs"));
    node.text("TailAddr").ifPresent(addresses::add); // before 1.10
    var expired = node.flag("Expired").orElse(false);
    return new TailnetNode(
        node.text("HostName").orElse(""),
        node.text("DNSName").orElse("").replaceAll("\\.$", ""),
        addresses,
        node.flag("Online"),
        time(node, "LastSeen"),
        time(node, "KeyExpiry"),
        expired ? TailnetNode.Flag.EXPIRED : TailnetNode.Flag.VALID);
  }

  private static Optional<Instant> time(Payload node, String key) {
    return node.text(key).flatMap(Tailnet::time).filter(NEVER::isBefore);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // what cannot be understood is not known
    }
  }
}
