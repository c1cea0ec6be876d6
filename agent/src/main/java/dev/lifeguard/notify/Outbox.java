package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.Telling.Outcome;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The queue on the disk: what is to be told, and which fires each receiver knows of. The store
 * keeps the order of what is asked of it, so that the order of the calls is the order of telling.
 */
final class Outbox {
  /** So many entries of a receiver are looked at together. */
  static final int AT_ONCE = 1000;

  private static final String PUT =
      "INSERT OR IGNORE INTO outbox (key, receiver, fingerprint, firing, told, at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  /** A receiver that has not even heard of the fire yet need not be reminded of it. */
  private static final String REMIND =
      "INSERT OR IGNORE INTO outbox (key, receiver, fingerprint, firing, told, at)"
          + " SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS"
          + " (SELECT 1 FROM outbox WHERE receiver = ?2 AND fingerprint = ?3)";

  /**
   * That somebody took it concerns those alone who know of the fire. Two EXISTS: over a UNION this
   * SQLite finds nothing.
   */
  private static final String TAKEN =
      "INSERT OR IGNORE INTO outbox (key, receiver, fingerprint, firing, told, at)"
          + " SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS"
          + " (SELECT 1 FROM told WHERE receiver = ?2 AND fingerprint = ?3) OR EXISTS"
          + " (SELECT 1 FROM outbox WHERE receiver = ?2 AND fingerprint = ?3 AND firing = 1)";

  private static final String END =
      "INSERT OR IGNORE INTO outbox (key, receiver, fingerprint, firing, told, at)"
          + " SELECT ?1, knowing.receiver, ?2, 0, ?3, ?4 FROM"
          + " (SELECT receiver FROM told WHERE fingerprint = ?2"
          + " UNION SELECT receiver FROM outbox WHERE fingerprint = ?2 AND firing = 1) AS knowing";

  private static final String STAMP = "UPDATE outbox SET notice = ? WHERE id = ?";
  private static final String DONE = "DELETE FROM outbox WHERE id = ?";
  private static final String REMEMBER =
      "INSERT INTO told (receiver, fingerprint, told, at) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (receiver, fingerprint) DO UPDATE SET"
          + " told = excluded.told, at = excluded.at";
  private static final String FORGET = "DELETE FROM told WHERE receiver = ? AND fingerprint = ?";

  /** The end of a fire that the receiver will never hear of. */
  private static final String POINTLESS =
      "DELETE FROM outbox WHERE receiver = ?1 AND fingerprint = ?2 AND firing = 0"
          + " AND NOT EXISTS (SELECT 1 FROM told WHERE receiver = ?1 AND fingerprint = ?2)"
          + " AND NOT EXISTS (SELECT 1 FROM outbox AS fire WHERE fire.receiver = ?1"
          + " AND fire.fingerprint = ?2 AND fire.firing = 1 AND fire.id < outbox.id)";

  private final Store store;

  Outbox(Store store) {
    this.store = store;
  }

  /** One transition for several receivers; putting it again changes nothing. */
  Future<Void> put(Told told, Collection<String> receivers, String because, Instant at) {
    var sql =
        switch (told.occasion()) {
          case REMINDED -> REMIND;
          case TAKEN -> TAKEN;
          case FIRED, ESCALATED, RESOLVED, TESTED, SUMMONED -> PUT;
        };
    var text = ToldJson.write(told);
    var changes = new ArrayList<Change>();
    for (var receiver : receivers)
      changes.add(
          Change.of(sql, told.key(), receiver, told.fingerprint(), told.firing(), text, at));
    changes.add(Journal.queued(told, because, at));
    return store.write(changes);
  }

  /** The end of a fire, for those who know of it: they were told, or are about to be. */
  Future<Void> putEnd(Told told, String because, Instant at) {
    return store.write(
        List.of(
            Change.of(END, told.key(), told.fingerprint(), ToldJson.write(told), at),
            Journal.queued(told, because, at)));
  }

  /** What waits for a receiver, oldest first. */
  Future<List<Entry>> waiting(String receiver) {
    return store.query(
        "SELECT * FROM outbox WHERE receiver = ? ORDER BY id LIMIT " + AT_ONCE,
        Outbox::entry,
        receiver);
  }

  /** All for whom something waits, or who know of a fire. */
  Future<List<String>> receivers() {
    return store.query(
        "SELECT receiver FROM outbox UNION SELECT receiver FROM told", row -> row.text("receiver"));
  }

  /** The fires that the receiver knows of. */
  Future<List<Entry>> standing(String receiver) {
    return store.query(
        "SELECT 0 AS id, receiver, told, NULL AS notice, at FROM told WHERE receiver = ?",
        Outbox::entry,
        receiver);
  }

  /** The fires that receivers know of, or are about to, and are not about to hear the end of. */
  Future<List<Entry>> open() {
    return store.query(
        "SELECT id, receiver, told, NULL AS notice, at FROM"
            + " (SELECT 0 AS id, receiver, fingerprint, told, at FROM told UNION ALL"
            + " SELECT id, receiver, fingerprint, told, at FROM outbox WHERE firing = 1) AS fire"
            + " WHERE NOT EXISTS (SELECT 1 FROM outbox AS over WHERE over.firing = 0"
            + " AND over.receiver = fire.receiver AND over.fingerprint = fire.fingerprint"
            + " AND over.id > fire.id) ORDER BY id",
        Outbox::entry);
  }

  /** These go out together, now and at each retry. */
  Future<Void> stamp(List<Entry> entries, Optional<String> notice) {
    return store.write(
        entries.stream().map(entry -> Change.of(STAMP, notice, entry.id())).toList());
  }

  /** Told: the entries leave, and what was said is remembered, in one. */
  Future<Void> told(List<Entry> entries, Instant at) {
    var changes = new ArrayList<Change>();
    for (var entry : entries) {
      changes.add(Change.of(DONE, entry.id()));
      if (!entry.told().occasion().isAside()) changes.add(remember(entry, at));
      changes.add(Journal.line(entry, Outcome.DELIVERED, "", at));
    }
    return store.write(changes);
  }

  private static Change remember(Entry entry, Instant at) {
    var told = entry.told();
    return told.occasion().hasEnd()
        ? Change.of(REMEMBER, entry.receiver(), entry.alert(), ToldJson.write(told), at)
        : Change.of(FORGET, entry.receiver(), entry.alert());
  }

  /** Given up: the entries leave without having been told, and pointless ends with them. */
  Future<Void> giveUp(List<Entry> entries, String because, Instant at) {
    var changes = new ArrayList<Change>();
    for (var entry : entries) {
      changes.add(Change.of(DONE, entry.id()));
      if (!entry.told().firing()) changes.add(Change.of(FORGET, entry.receiver(), entry.alert()));
      changes.add(Change.of(POINTLESS, entry.receiver(), entry.alert()));
      changes.add(Journal.line(entry, Outcome.GIVEN_UP, because, at));
    }
    return store.write(changes);
  }

  /** The receiver is gone: what waits for it will never be told. */
  Future<Void> drop(String receiver, Instant at) {
    return store.write(
        List.of(
            Journal.dropped(receiver, at),
            Change.of("DELETE FROM outbox WHERE receiver = ?", receiver),
            Change.of("DELETE FROM told WHERE receiver = ?", receiver)));
  }

  /** Whether the disk still takes what is to be told; by writing, since a full one can be read. */
  Future<Optional<String>> ailment() {
    return store
        .write("UPDATE outbox SET notice = notice WHERE id = -1")
        .map(_ -> Optional.<String>empty())
        .otherwise(e -> Optional.of("the outbox cannot be written: " + e.getMessage()));
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.number("id"),
        row.text("receiver"),
        ToldJson.read(row.text("told")),
        row.optionalText("notice"),
        row.instant("at"));
  }
}
