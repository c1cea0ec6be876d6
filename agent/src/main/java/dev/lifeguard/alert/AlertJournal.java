package dev.lifeguard.alert;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Moment;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps alerts and their transitions, and brings them back after a restart. */
final class AlertJournal {
  private static final Duration KEPT = Duration.ofDays(90);

  private static final String PUT =
      "INSERT OR REPLACE INTO alert (id, rule, severity, gateway, subject, labels, message,"
          + " handling, state, since, fired_at, started_at, ended_at, incident, transition_no,"
          + " flapping) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String NOTE =
      "INSERT OR REPLACE INTO alert_transition (no, alert, kind, state, because, evidence, at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  /** Between writing down a change and queueing what is told of it lies less than this. */
  private static final String LATELY =
      "SELECT alert.*, turn.no AS no, turn.kind AS kind, turn.at AS turned_at,"
          + " (SELECT max(at) FROM alert_transition AS fire WHERE fire.alert = turn.alert"
          + " AND fire.kind = 'fired' AND fire.no <= turn.no) AS had_fired_at"
          + " FROM alert_transition AS turn JOIN alert ON alert.id = turn.alert"
          + " WHERE turn.kind IN ('fired', 'resolved') AND turn.at >="
          + " (SELECT coalesce(max(alive_at), 0) - 60000 FROM alert_clock)"
          + " ORDER BY turn.no LIMIT 10000";

  private final Store store;

  AlertJournal(Store store) {
    this.store = store;
  }

  Future<Void> keep(AlertEvent event) {
    var changes = new ArrayList<>(List.of(put(event.alert()), note(event)));
    event.alert().episode().incident().ifPresent(id -> changes.add(line(id, event)));
    return store.write(changes);
  }

  private static Change line(String incident, AlertEvent event) {
    var alert = event.alert();
    var text = alert.name() + " on " + alert.subject() + ": " + event.because();
    return IncidentJournal.note(incident, "alert-" + event.kind(), text, event.at().wall());
  }

  private static Change put(Alert alert) {
    var identity = alert.identity();
    var episode = alert.episode();
    return Change.of(
        PUT,
        identity.id(),
        identity.rule(),
        identity.severity(),
        identity.subject().gateway(),
        AlertJson.labels(identity.subject().labels()),
        AlertJson.labels(identity.labels()),
        AlertJson.message(alert.message()),
        AlertJson.handling(alert.handling()),
        alert.state().code(),
        since(alert.state()),
        episode.firedAt(),
        episode.startedAt(),
        episode.endedAt(),
        episode.incident(),
        alert.transition(),
        alert.flapping());
  }

  private static Optional<Instant> since(AlertState state) {
    return switch (state) {
      case AlertState.Ok _ -> Optional.empty();
      case AlertState.Pending(var since) -> Optional.of(since.wall());
      case AlertState.Firing(var since) -> Optional.of(since.wall());
      case AlertState.Recovering(_, var since) -> Optional.of(since.wall());
      case AlertState.Unknown(_, var since) -> Optional.of(since.wall());
    };
  }

  private static Change note(AlertEvent event) {
    var alert = event.alert();
    return Change.of(
        NOTE,
        alert.transition(),
        alert.id(),
        event.kind(),
        alert.state().code(),
        event.because(),
        alert.message().evidence(),
        event.at().wall());
  }

  Future<Void> alive(Instant now) {
    return store.write("INSERT OR REPLACE INTO alert_clock (id, alive_at) VALUES (1, ?)", now);
  }

  /** Drops what is too old. */
  Future<Void> prune(Instant now) {
    var oldest = now.minus(KEPT);
    return store.write(
        List.of(
            Change.of("DELETE FROM alert_transition WHERE at < ?", oldest),
            Change.of("DELETE FROM alert WHERE state = 'ok' AND ended_at < ?", oldest)));
  }

  /** The alerts that were not well, with their times on the clock of today. */
  Future<List<Alert>> restore(Moment now) {
    return store
        .query("SELECT alive_at FROM alert_clock", row -> row.instant("alive_at"))
        .map(alive -> new Rewind(now, alive.stream().findFirst().orElse(now.wall())))
        .compose(this::open);
  }

  private Future<List<Alert>> open(Rewind rewind) {
    return store.query(
        "SELECT * FROM alert WHERE state <> 'ok'", row -> alert(row, state(row, rewind)));
  }

  /** The fires and ends shortly before the agent went down, oldest first, each as it was then. */
  Future<List<Alert>> lately(Moment now) {
    return store.query(LATELY, row -> asItWas(row, now));
  }

  private static Alert asItWas(Row row, Moment now) {
    var latest = alert(row, new AlertState.Ok());
    var fired = row.text("kind").equals("fired");
    var turned = row.instant("turned_at");
    var episode = latest.episode();
    return new Alert(
        latest.identity(),
        latest.message(),
        fired ? new AlertState.Firing(new Moment(turned, now.nanos())) : new AlertState.Ok(),
        new Alert.Episode(
            episode.startedAt(),
            row.optionalInstant("had_fired_at"),
            fired ? Optional.empty() : Optional.of(turned),
            episode.incident()),
        latest.handling(),
        row.number("no"),
        latest.flapping());
  }

  Future<Long> last() {
    return store
        .query("SELECT max(no) AS last FROM alert_transition", row -> row.number("last"))
        .map(List::getFirst);
  }

  /** Alerts that were resolved, the latest first. */
  Future<List<Alert>> resolved(int most) {
    return store.query(
        "SELECT * FROM alert WHERE state = 'ok' AND fired_at IS NOT NULL"
            + " ORDER BY ended_at DESC LIMIT ?",
        row -> alert(row, new AlertState.Ok()),
        most);
  }

  /** The members of an incident, in the order in which they joined. */
  Future<List<Alert>> members(String incident, Moment now) {
    var rewind = new Rewind(now, now.wall());
    return store.query(
        "SELECT alert.* FROM alert JOIN incident_member ON incident_member.alert = alert.id"
            + " WHERE incident_member.incident = ? ORDER BY place",
        row -> alert(row, state(row, rewind)),
        incident);
  }

  /** How an alert came where it stands, oldest first. */
  Future<List<Transition>> transitions(String alert, int most) {
    return store.query(
        "SELECT * FROM (SELECT * FROM alert_transition WHERE alert = ? ORDER BY no DESC LIMIT ?)"
            + " ORDER BY no",
        row ->
            new Transition(
                row.number("no"),
                row.text("kind"),
                row.text("state"),
                row.text("because"),
                row.text("evidence"),
                row.instant("at")),
        alert,
        most);
  }

  private static Alert alert(Row row, AlertState state) {
    return new Alert(
        new Alert.Identity(
            row.text("id"),
            row.text("rule"),
            Severity.valueOf(row.text("severity")),
            new Subject(row.text("gateway"), AlertJson.labels(row.text("subject"))),
            AlertJson.labels(row.text("labels"))),
        AlertJson.message(row.text("message")),
        state,
        new Alert.Episode(
            row.optionalInstant("started_at"),
            row.optionalInstant("fired_at"),
            row.optionalInstant("ended_at"),
            row.optionalText("incident")),
        AlertJson.handling(row.text("handling")),
        row.number("transition_no"),
        row.flag("flapping"));
  }

  private static AlertState state(Row row, Rewind rewind) {
    var since = rewind.moment(row.instant("since"));
    var fired = row.optionalInstant("fired_at").map(rewind::moment);
    return switch (row.text("state")) {
      case "pending" -> new AlertState.Pending(since);
      case "firing" -> new AlertState.Firing(since);
      case "recovering" -> new AlertState.Recovering(fired.orElse(since), since);
      default -> new AlertState.Unknown(fired, since);
    };
  }

  /** Finds for a moment of before the restart its place on the clock of today. */
  private record Rewind(Moment now, Instant alive) {
    /** What lasted until the agent went down has lasted that long; the time down does not count. */
    Moment moment(Instant wall) {
      var lasted = Duration.between(wall, alive);
      var counted = lasted.isNegative() ? Duration.ZERO : lasted;
      return new Moment(wall, now.nanos() - counted.toNanos());
    }
  }
}
