package dev.lifeguard.report;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.Incident;
import dev.lifeguard.report.Entry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that was recorded of one incident.
 *
 * @param alerts its alerts, as they stand now or ended
 * @param entries oldest first
 * @param now when this was put together
 */
public record IncidentRecord(
    Incident incident, List<Alert> alerts, List<Entry> entries, Instant now) {
  public IncidentRecord {
    alerts = List.copyOf(alerts);
    entries = List.copyOf(entries);
  }

  List<Entry> entries(Kind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).toList();
  }

  /** How long it lasted, or lasts by now. */
  Duration lasted() {
    return Duration.between(incident.openedAt(), incident.closedAt().orElse(now));
  }

  Set<String> gateways() {
    var names = new TreeSet<String>();
    incident.members().forEach(member -> names.add(member.subject().gateway()));
    return names;
  }
}
