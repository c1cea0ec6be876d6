package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.Telling.Outcome;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why each alert was told, or not, and to whom: kept for {@code explain}. */
public final class Journal {
  /** As long as reports and explanations may ask back. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String INSERT =
      "INSERT INTO telling (fingerprint, key, occasion, outcome, receiver, because, at) ";

  private final Store store;

  public Journal(Store store) {
    this.store = store;
  }

  /** All that was decided about an alert, oldest first; the last thousand lines. */
  public Future<List<Telling>> of(String alert) {
    return store.query(
        "SELECT * FROM (SELECT * FROM telling WHERE fingerprint = ? ORDER BY id DESC LIMIT 1000) AS"
            + " last ORDER BY id",
        Journal::telling,
        alert);
  }

  /** The number of the last transition of each alert of which anything was decided. */
  Future<Map<String, Long>> last() {
    return store
        .query(
            "SELECT fingerprint, max(CAST(substr(key, length(fingerprint) + 2) AS INTEGER)) AS last"
                + " FROM telling GROUP BY fingerprint",
            row -> Map.entry(row.text("fingerprint"), row.number("last")))
        .map(
            list ->
                list.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  Future<Void> note(Telling line) {
    return store.write(
        INSERT + "VALUES (?, ?, ?, ?, ?, ?, ?)",
        line.alert(),
        line.key(),
        line.occasion(),
        line.outcome(),
        line.receiver(),
        line.because(),
        line.at());
  }

  Future<Void> prune(Instant now) {
    return store.write("DELETE FROM telling WHERE at < ?", now.minus(KEPT));
  }

  /** A line for each receiver in whose queue it is by now. */
  static Change queued(Told told, String because, Instant at) {
    return Change.of(
        INSERT
            + "SELECT fingerprint, key, ?1, 'QUEUED', receiver, ?2, ?3 FROM outbox"
            + " WHERE key = ?4 AND NOT EXISTS (SELECT 1 FROM telling WHERE"
            + " telling.fingerprint = outbox.fingerprint AND telling.key = outbox.key"
            + " AND telling.receiver = outbox.receiver AND telling.outcome = 'QUEUED')",
        told.occasion(),
        because,
        at,
        told.key());
  }

  static Change line(Entry entry, Outcome outcome, String because, Instant at) {
    var told = entry.told();
    return Change.of(
        INSERT + "VALUES (?, ?, ?, ?, ?, ?, ?)",
        told.fingerprint(),
        told.key(),
        told.occasion(),
        outcome,
        entry.receiver(),
        because,
        at);
  }

  static Change dropped(String receiver, Instant at) {
    return Change.of(
        INSERT
            + "SELECT fingerprint, key, CASE firing WHEN 1 THEN 'FIRED' ELSE 'RESOLVED' END,"
            + " 'DROPPED', receiver, 'the receiver is no longer configured', ?1 FROM outbox"
            + " WHERE receiver = ?2",
        at,
        receiver);
  }

  private static Telling telling(Row row) {
    return new Telling(
        row.text("fingerprint"),
        row.text("key"),
        Occasion.valueOf(row.text("occasion")),
        Outcome.valueOf(row.text("outcome")),
        row.text("receiver"),
        row.text("because"),
        row.instant("at"));
  }
}
