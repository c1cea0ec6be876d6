package dev.lifeguard.report;

import dev.lifeguard.alert.Acknowledgement;
import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.Incident;
import dev.lifeguard.report.Entry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
  private static final String TAKEN = ": " + Acknowledgement.TAKEN_BY;

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

  /**
   * Who took its alerts, and did not give them back. By what was written down: an alert itself
   * forgets at its end who had it, and belongs to another incident the next time.
   */
  public Set<String> owners() {
    var taken = new LinkedHashMap<String, String>();
    for (var entry : entries(Kind.ALERT)) {
      var at = entry.text().indexOf(TAKEN);
      if (entry.what().equals("alert-acknowledged") && at > 0)
        taken.put(entry.text().substring(0, at), entry.text().substring(at + TAKEN.length()));
      if (entry.what().equals("alert-unacknowledged"))
        taken.keySet().removeIf(alert -> entry.text().startsWith(alert + ": "));
    }
    return new LinkedHashSet<>(taken.values());
  }

  Set<String> gateways() {
    var names = new TreeSet<String>();
    incident.members().forEach(member -> names.add(member.subject().gateway()));
    return names;
  }
}
