package dev.lifeguard.report;

import dev.lifeguard.alert.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The incidents that are written about: the open ones, and those just over, since people are told
 * of the end after it. For one thread.
 */
final class Cases {
  private static final Duration LINGERS = Duration.ofMinutes(15);

  private final Map<String, Incident> incidents = new LinkedHashMap<>();

  void put(Incident incident) {
    incidents.put(incident.id(), incident);
  }

  boolean knows(Incident incident) {
    return incidents.containsKey(incident.id());
  }

  void tidy(Instant now) {
    incidents
        .values()
        .removeIf(one -> one.closedAt().filter(at -> at.isBefore(now.minus(LINGERS))).isPresent());
  }

  /** Those that are open and concern the gateway. */
  List<String> about(String gateway) {
    return open()
        .filter(one -> one.members().stream().anyMatch(m -> m.subject().gateway().equals(gateway)))
        .map(Incident::id)
        .toList();
  }

  /** The one that the alert belongs to, the latest first. */
  Optional<String> of(String alert) {
    return incidents.values().stream()
        .filter(one -> one.members().stream().anyMatch(member -> member.alert().equals(alert)))
        .map(Incident::id)
        .reduce((_, later) -> later);
  }

  private Stream<Incident> open() {
    return incidents.values().stream().filter(one -> one.closedAt().isEmpty());
  }
}
