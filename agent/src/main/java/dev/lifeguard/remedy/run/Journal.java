package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Breaker;
import dev.lifeguard.remedy.Ledger;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunJson;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps runs, ledgers, leases, the stop switch and the audit. Says in SQL what others decide. */
final class Journal {
  static final Duration KEPT = Duration.ofDays(90);

  /** The database refuses to drop lines of the audit before. */
  private static final Duration AUDITED = Duration.ofDays(401);

  private static final String PUT_RUN =
      "INSERT INTO remedy_run (id, remedy, gateway, state, record, created_at, ended_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state,"
          + " record = excluded.record, ended_at = excluded.ended_at";
  private static final String PUT_LEDGER =
      "INSERT OR REPLACE INTO remedy_ledger"
          + " (remedy, gateway, ended_at, starts, breaker, count, open_until)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String ADD_LINE =
      "INSERT INTO remedy_audit (kind, run, remedy, gateway, who, text, at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Store store;

  Journal(Store store) {
    this.store = store;
  }

  /** Who stopped everything, and why. */
  record Stop(String who, String because, Instant at) {
    @Override
    public String toString() {
      return "stopped by " + who + (because.isBlank() ? "" : ": " + because);
    }
  }

  /** Which remedy had which try in an episode. */
  record Try(String episode, String remedy, String gateway, String run, Instant at) {}

  /** When which gateway's process was restarted. */
  record Restart(String gateway, Instant at) {}

  /** All of them or none, on the disk before anything is done. */
  Future<Void> write(List<Change> changes) {
    return store.write(changes);
  }

  static Change put(Run run) {
    return Change.of(
        PUT_RUN,
        run.id(),
        run.remedy(),
        run.gateway(),
        run.state().code(),
        RunJson.write(run).encode(),
        run.times().createdAt(),
        run.times().endedAt());
  }

  static Change put(Ledger ledger) {
    var starts = new JsonArray(ledger.starts().stream().map(Instant::toEpochMilli).toList());
    var breaker = ledger.breaker();
    var count =
        switch (breaker) {
          case Breaker.Closed(var failures) -> failures;
          case Breaker.Open(_, var times) -> times;
          case Breaker.HalfOpen(var times) -> times;
        };
    Optional<Instant> until =
        breaker instanceof Breaker.Open(var end, _) ? Optional.of(end) : Optional.empty();
    return Change.of(
        PUT_LEDGER,
        ledger.remedy(),
        ledger.gateway(),
        ledger.endedAt(),
        starts.encode(),
        breaker.code(),
        count,
        until);
  }

  /** Fails as a whole when somebody else holds it. */
  static Change lease(Run run, Instant now) {
    return Change.of(
        "INSERT INTO remedy_lease (gateway, run, at) VALUES (?, ?, ?)",
        run.gateway(),
        run.id(),
        now);
  }

  static Change release(Run run) {
    return Change.of("DELETE FROM remedy_lease WHERE run = ?", run.id());
  }

  static Change tried(Try one) {
    return Change.of(
        "INSERT OR REPLACE INTO remedy_episode (episode, remedy, gateway, run, at)"
            + " VALUES (?, ?, ?, ?, ?)",
        one.episode(),
        one.remedy(),
        one.gateway(),
        one.run(),
        one.at());
  }

  /** By somebody else: its supervisor, a person, itself. */
  static Change restarted(Restart restart) {
    return Change.of(
        "INSERT INTO remedy_restart (gateway, run, at) VALUES (?, '', ?)",
        restart.gateway(),
        restart.at());
  }

  static Change restarted(Run run, Instant at) {
    return Change.of(
        "INSERT INTO remedy_restart (gateway, run, at) VALUES (?, ?, ?)",
        run.gateway(),
        run.id(),
        at);
  }

  static Change stopped(Stop stop) {
    return Change.of(
        "INSERT OR REPLACE INTO remedy_switch (id, stopped, who, because, at)"
            + " VALUES (1, 1, ?, ?, ?)",
        stop.who(),
        stop.because(),
        stop.at());
  }

  static Change resumed() {
    return Change.of("DELETE FROM remedy_switch");
  }

  static Change line(String kind, Run run, String who, String text, Instant at) {
    return Change.of(ADD_LINE, kind, run.id(), run.remedy(), run.gateway(), who, text, at);
  }

  static Change line(
      String kind, String remedy, String gateway, String who, String text, Instant at) {
    return Change.of(ADD_LINE, kind, "", remedy, gateway, who, text, at);
  }

  static Change page(String key, JsonObject body, Instant at) {
    return Change.of(
        "INSERT OR IGNORE INTO remedy_page (key, body, at) VALUES (?, ?, ?)",
        key,
        body.encode(),
        at);
  }

  Future<Void> handedOver(String page) {
    return store.write("DELETE FROM remedy_page WHERE key = ?", page);
  }

  Future<List<JsonObject>> pages() {
    return store.query(
        "SELECT body FROM remedy_page ORDER BY at", row -> new JsonObject(row.text("body")));
  }

  /** Runs that are not over, oldest first. */
  Future<List<Run>> open() {
    return store.query(
        "SELECT record FROM remedy_run WHERE ended_at IS NULL ORDER BY created_at, id",
        Journal::run);
  }

  Future<List<Run>> latest(Optional<String> gateway, int most) {
    return store.query(
        "SELECT record FROM remedy_run WHERE ?1 = '' OR gateway = ?1"
            + " ORDER BY created_at DESC, id DESC LIMIT ?2",
        Journal::run,
        gateway.orElse(""),
        most);
  }

  Future<Optional<Run>> find(String id) {
    return store
        .query("SELECT record FROM remedy_run WHERE id = ?", Journal::run, id)
        .map(found -> found.stream().findFirst());
  }

  Future<List<Ledger>> ledgers() {
    return store.query("SELECT * FROM remedy_ledger", Journal::ledger);
  }

  Future<List<Try>> tries() {
    return store.query(
        "SELECT * FROM remedy_episode",
        row ->
            new Try(
                row.text("episode"),
                row.text("remedy"),
                row.text("gateway"),
                row.text("run"),
                row.instant("at")));
  }

  Future<List<Restart>> restarts(Instant since) {
    return store.query(
        "SELECT gateway, at FROM remedy_restart WHERE at > ?",
        row -> new Restart(row.text("gateway"), row.instant("at")),
        since);
  }

  Future<Optional<Stop>> stop() {
    return store
        .query(
            "SELECT who, because, at FROM remedy_switch WHERE stopped = 1",
            row -> new Stop(row.text("who"), row.text("because"), row.instant("at")))
        .map(found -> found.stream().findFirst());
  }

  /** The latest first. */
  Future<List<AuditLine>> audit(Optional<String> gateway, int most) {
    return store.query(
        "SELECT * FROM remedy_audit WHERE ?1 = '' OR gateway = ?1 ORDER BY no DESC LIMIT ?2",
        row ->
            new AuditLine(
                row.number("no"),
                row.text("kind"),
                row.text("run"),
                row.text("remedy"),
                row.text("gateway"),
                row.text("who"),
                row.text("text"),
                row.instant("at")),
        gateway.orElse(""),
        most);
  }

  /** Drops what is too old, and the leases of runs that are over. */
  Future<Void> prune(Instant now) {
    var oldest = now.minus(KEPT);
    return store.write(
        List.of(
            Change.of("DELETE FROM remedy_run WHERE ended_at < ?", oldest),
            Change.of("DELETE FROM remedy_episode WHERE at < ?", oldest),
            Change.of("DELETE FROM remedy_restart WHERE at < ?", oldest),
            Change.of("DELETE FROM remedy_audit WHERE at < ?", now.minus(AUDITED)),
            Change.of(
                "DELETE FROM remedy_lease WHERE run NOT IN"
                    + " (SELECT id FROM remedy_run WHERE ended_at IS NULL)")));
  }

  private static Run run(Row row) {
    return RunJson.read(new JsonObject(row.text("record")));
  }

  private static Ledger ledger(Row row) {
    var starts = new ArrayList<Instant>();
    for (var milli : new JsonArray(row.text("starts")))
      starts.add(Instant.ofEpochMilli(((Number) milli).longValue()));
    var count = (int) row.number("count");
    Breaker breaker =
        switch (row.text("breaker")) {
          case "open" ->
              new Breaker.Open(row.optionalInstant("open_until").orElse(Instant.EPOCH), count);
          case "half_open" -> new Breaker.HalfOpen(count);
          default -> new Breaker.Closed(count);
        };
    return new Ledger(
        row.text("remedy"), row.text("gateway"), row.optionalInstant("ended_at"), starts, breaker);
  }
}
