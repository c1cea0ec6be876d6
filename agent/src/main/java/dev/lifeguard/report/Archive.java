package dev.lifeguard.report;

import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps the entries of incidents. */
final class Archive {
  private static final Duration KEPT = Duration.ofDays(400);
  private static final String PUT =
      "INSERT INTO chronicle (incident, kind, text, detail, at) VALUES (?, ?, ?, ?, ?)";

  private final Store store;

  Archive(Store store) {
    this.store = store;
  }

  Future<Void> keep(String incident, List<Entry> entries) {
    return store.write(entries.stream().map(entry -> change(incident, entry)).toList());
  }

  private static Change change(String incident, Entry entry) {
    return Change.of(
        PUT, incident, entry.kind(), entry.text(), entry.detail().encode(), entry.at());
  }

  /** In the order in which they were written down. */
  Future<List<Entry>> entries(String incident) {
    return store.query(
        "SELECT kind, text, detail, at FROM chronicle WHERE incident = ? ORDER BY id",
        Archive::entry,
        incident);
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.instant("at"),
        Kind.valueOf(row.text("kind")),
        row.text("text"),
        new JsonObject(row.text("detail")));
  }

  /** Drops what is too old. */
  Future<Void> prune(Instant now) {
    return store.write("DELETE FROM chronicle WHERE at < ?", now.minus(KEPT));
  }
}
