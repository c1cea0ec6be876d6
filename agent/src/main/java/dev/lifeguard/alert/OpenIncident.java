package dev.lifeguard.alert;

import dev.lifeguard.time.Moment;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An incident under way. */
final class OpenIncident {
  private final String id;
  private final String gateway;
  private final Instant openedAt;
  private final Map<String, Incident.Member> members = new LinkedHashMap<>();
  private final Map<String, Depth> depths = new HashMap<>();
  private String root;
  private Moment lastJoined;

  OpenIncident(String id, Incident.Member first, Depth depth, Moment now) {
    this.id = id;
    this.gateway = first.subject().gateway();
    this.openedAt = now.wall();
    this.root = first.alert();
    this.lastJoined = now;
    put(first, depth);
  }

  /** As it was kept. */
  OpenIncident(Incident kept, Map<String, Depth> depths, Moment lastJoined) {
    this.id = kept.id();
    this.gateway = kept.gateway();
    this.openedAt = kept.openedAt();
    this.root = kept.root();
    this.lastJoined = lastJoined;
    kept.members().forEach(member -> put(member, depths.getOrDefault(member.alert(), Depth.APART)));
  }

  private void put(Incident.Member member, Depth depth) {
    members.remove(member.alert()); // whoever comes back comes last
    members.put(member.alert(), member);
    depths.put(member.alert(), depth);
  }

  void join(Incident.Member member, Depth depth, Moment now) {
    put(member, depth);
    lastJoined = now;
  }

  void leave(String alert, Instant at) {
    members.computeIfPresent(alert, (_, member) -> member.left(at));
  }

  /** Chooses the outermost of those that still stand, the earliest among equals. */
  boolean reroot() {
    var before = root;
    standing().stream()
        .min(Comparator.comparing(member -> depths.getOrDefault(member.alert(), Depth.APART)))
        .ifPresent(member -> root = member.alert());
    return !root.equals(before);
  }

  private List<Incident.Member> standing() {
    return members.values().stream().filter(member -> member.leftAt().isEmpty()).toList();
  }

  boolean isOver() {
    return standing().isEmpty();
  }

  boolean stands(String alert) {
    return standing().stream().anyMatch(member -> member.alert().equals(alert));
  }

  /** Whether something at this depth is explained by the root, which still stands. */
  boolean explains(Depth depth) {
    return stands(root) && depth.isBehind(depths.getOrDefault(root, Depth.APART));
  }

  boolean isOnPath() {
    return depths.values().stream().anyMatch(depth -> depth != Depth.APART);
  }

  String id() {
    return id;
  }

  String gateway() {
    return gateway;
  }

  Moment lastJoined() {
    return lastJoined;
  }

  Incident incident(Optional<Instant> closedAt) {
    return new Incident(id, gateway, List.copyOf(members.values()), root, openedAt, closedAt);
  }
}
