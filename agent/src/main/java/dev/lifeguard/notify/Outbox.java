package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The queue on the disk: what is to be told, and what each receiver was last told. */
final class Outbox {
  private static final String PUT =
      "INSERT OR IGNORE INTO outbox (key, receiver, fingerprint, firing, told, link, at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String DONE = "DELETE FROM outbox WHERE id = ?";
  private static final String REMEMBER =
      "INSERT INTO told (receiver, fingerprint, key, firing, at) VALUES (?, ?, ?, ?, ?)"
          + " ON CONFLICT (receiver, fingerprint) DO UPDATE SET"
          + " key = excluded.key, firing = excluded.firing, at = excluded.at";

  private final Store store;

  Outbox(Store store) {
    this.store = store;
  }

  /** One transition for several receivers; putting it again changes nothing. */
  Future<Void> put(
      String key, Collection<String> receivers, Told told, Optional<String> link, Instant at) {
    var text = ToldJson.write(told);
    var changes = new ArrayList<Change>();
    for (var receiver : receivers)
      changes.add(Change.of(PUT, key, receiver, told.fingerprint(), told.firing(), text, link, at));
    return store.write(changes);
  }

  /** What waits for a receiver, oldest first; at most a thousand at once. */
  Future<List<Entry>> waiting(String receiver) {
    return store.query(
        "SELECT * FROM outbox WHERE receiver = ? ORDER BY id LIMIT 1000", Outbox::entry, receiver);
  }

  /** Whether the receiver knows of this fire: it was told, or is about to be. */
  Future<Boolean> knowsOfFire(String receiver, String fingerprint) {
    return store
        .query(
            "SELECT (SELECT count(*) FROM told WHERE receiver = ?1 AND fingerprint = ?2 AND firing = 1)"
                + " + (SELECT count(*) FROM outbox WHERE receiver = ?1 AND fingerprint = ?2 AND firing = 1) AS n",
            row -> row.number("n") > 0,
            receiver,
            fingerprint)
        .map(List::getFirst);
  }

  /** Told: the entries leave, and what was said is remembered, in one. */
  Future<Void> told(List<Entry> entries, Instant at) {
    var changes = new ArrayList<Change>();
    for (var entry : entries) {
      var told = entry.told();
      changes.add(Change.of(DONE, entry.id()));
      changes.add(
          Change.of(
              REMEMBER, entry.receiver(), told.fingerprint(), entry.key(), told.firing(), at));
    }
    return store.write(changes);
  }

  /** Given up: the entries leave without having been told. */
  Future<Void> drop(List<Entry> entries) {
    return store.write(entries.stream().map(entry -> Change.of(DONE, entry.id())).toList());
  }

  Future<Long> size() {
    return store
        .query("SELECT count(*) AS n FROM outbox", row -> row.number("n"))
        .map(List::getFirst);
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.number("id"),
        row.text("key"),
        row.text("receiver"),
        ToldJson.read(row.text("told")),
        row.optionalText("link"),
        row.instant("at"));
  }
}
