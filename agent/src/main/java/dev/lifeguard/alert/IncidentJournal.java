package dev.lifeguard.alert;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps incidents, their members and their timelines. */
final class IncidentJournal {
  private static final Duration KEPT = Duration.ofDays(400);

  private static final String PUT =
      "INSERT OR REPLACE INTO incident (id, gateway, severity, root, opened_at, closed_at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String PUT_MEMBER =
      "INSERT OR REPLACE INTO incident_member (incident, alert, place, rule, severity, subject,"
          + " joined_at, left_at, gateway) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String NOTE =
      "INSERT INTO incident_timeline (incident, kind, text, at) VALUES (?, ?, ?, ?)";

  private static final String SELECT =
      "SELECT incident.id, incident.gateway, incident_member.gateway AS member_gateway, root,"
          + " opened_at, closed_at, alert, rule, incident_member.severity AS severity, subject,"
          + " joined_at, left_at FROM incident JOIN incident_member ON incident.id ="
          + " incident_member.incident ";

  private final Store store;

  IncidentJournal(Store store) {
    this.store = store;
  }

  Future<Void> keep(IncidentEvent event) {
    var incident = event.incident();
    var changes = new ArrayList<Change>();
    changes.add(
        Change.of(
            PUT,
            incident.id(),
            incident.gateway(),
            incident.severity(),
            incident.root(),
            incident.openedAt(),
            incident.closedAt()));
    for (var place = 0; place < incident.members().size(); place++)
      changes.add(member(incident, place));
    changes.add(note(incident.id(), event.kind(), event.text(), event.at().wall()));
    return store.write(changes);
  }

  private static Change member(Incident incident, int place) {
    var member = incident.members().get(place);
    return Change.of(
        PUT_MEMBER,
        incident.id(),
        member.alert(),
        place,
        member.rule(),
        member.severity(),
        AlertJson.labels(member.subject().labels()),
        member.joinedAt(),
        member.leftAt(),
        member.subject().gateway());
  }

  static Change note(String incident, String kind, String text, Instant at) {
    return Change.of(NOTE, incident, kind, text, at);
  }

  /** Something else happened meanwhile. */
  Future<Void> jot(String incident, String kind, String text, Instant at) {
    return store.write(List.of(note(incident, kind, text, at)));
  }

  /** Those that are not over yet, oldest first. */
  Future<List<Incident>> open() {
    return store
        .query(
            SELECT + "WHERE closed_at IS NULL ORDER BY opened_at, incident.id, place",
            IncidentJournal::one)
        .map(IncidentJournal::joined);
  }

  /** The latest first. */
  Future<List<Incident>> latest(int most) {
    return store
        .query(
            SELECT
                + "WHERE incident.id IN (SELECT id FROM incident ORDER BY opened_at DESC LIMIT ?)"
                + " ORDER BY opened_at DESC, incident.id, place",
            IncidentJournal::one,
            most)
        .map(IncidentJournal::joined);
  }

  Future<Optional<Incident>> incident(String id) {
    return store
        .query(SELECT + "WHERE incident.id = ? ORDER BY place", IncidentJournal::one, id)
        .map(rows -> joined(rows).stream().findFirst());
  }

  /** An incident with a single member: rows are joined later. */
  private static Incident one(Row row) {
    var gateway = row.optionalText("member_gateway").orElseGet(() -> row.text("gateway"));
    var subject = new Subject(gateway, AlertJson.labels(row.text("subject")));
    var member =
        new Incident.Member(
            row.text("alert"),
            row.text("rule"),
            Severity.valueOf(row.text("severity")),
            subject,
            row.instant("joined_at"),
            row.optionalInstant("left_at"));
    return new Incident(
        row.text("id"),
        row.text("gateway"),
        List.of(member),
        row.text("root"),
        row.instant("opened_at"),
        row.optionalInstant("closed_at"));
  }

  private static List<Incident> joined(List<Incident> rows) {
    Map<String, Incident> byId = new LinkedHashMap<>();
    for (var row : rows) byId.merge(row.id(), row, IncidentJournal::together);
    return List.copyOf(byId.values());
  }

  private static Incident together(Incident one, Incident other) {
    var members = new ArrayList<>(one.members());
    members.addAll(other.members());
    return new Incident(
        one.id(), one.gateway(), members, one.root(), one.openedAt(), one.closedAt());
  }

  /** Drops what is too old. */
  Future<Void> prune(Instant now) {
    var old = "SELECT id FROM incident WHERE closed_at < ?";
    var oldest = now.minus(KEPT);
    return store.write(
        List.of(
            Change.of("DELETE FROM incident_timeline WHERE incident IN (" + old + ")", oldest),
            Change.of("DELETE FROM incident_member WHERE incident IN (" + old + ")", oldest),
            Change.of("DELETE FROM incident WHERE closed_at < ?", oldest)));
  }

  Future<List<TimelineEntry>> timeline(String incident) {
    return store.query(
        "SELECT kind, text, at FROM incident_timeline WHERE incident = ? ORDER BY id",
        row -> new TimelineEntry(row.instant("at"), row.text("kind"), row.text("text")),
        incident);
  }
}
