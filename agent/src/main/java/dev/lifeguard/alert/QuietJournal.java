package dev.lifeguard.alert;

import dev.lifeguard.config.Parsed;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Keeps silences and windows. */
final class QuietJournal {
  private static final Duration KEPT = Duration.ofDays(90);

  private final Store store;

  QuietJournal(Store store) {
    this.store = store;
  }

  Future<Void> keep(Silence silence) {
    return store.write(
        "INSERT OR REPLACE INTO silence (id, matchers, author, reason, starts_at, ends_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        silence.id(),
        new JsonArray(silence.matchers().stream().map(Matcher::toString).toList()).encode(),
        silence.by().author(),
        silence.by().reason(),
        silence.startsAt(),
        silence.endsAt());
  }

  Future<Void> keep(Window window) {
    return store.write(
        "INSERT OR REPLACE INTO maintenance_window (id, gateways, author, reason, starts_at,"
            + " ends_at) VALUES (?, ?, ?, ?, ?, ?)",
        window.id(),
        AlertJson.labels(window.gateways()),
        window.by().author(),
        window.by().reason(),
        window.startsAt(),
        window.endsAt());
  }

  Future<List<Silence>> silences(Instant now) {
    return store.query(
        "SELECT * FROM silence WHERE ends_at > ? ORDER BY starts_at, id",
        QuietJournal::silence,
        now);
  }

  Future<List<Window>> windows(Instant now) {
    return store.query(
        "SELECT * FROM maintenance_window WHERE ends_at > ? ORDER BY starts_at, id",
        QuietJournal::window,
        now);
  }

  Future<Void> prune(Instant now) {
    var oldest = now.minus(KEPT);
    return store.write(
        List.of(
            Change.of("DELETE FROM silence WHERE ends_at < ?", oldest),
            Change.of("DELETE FROM maintenance_window WHERE ends_at < ?", oldest)));
  }

  private static Silence silence(Row row) {
    var matchers =
        new JsonArray(row.text("matchers"))
            .stream().map(Object::toString).flatMap(QuietJournal::matcher).toList();
    return new Silence(
        row.text("id"), matchers, person(row), row.instant("starts_at"), row.instant("ends_at"));
  }

  private static Stream<Matcher> matcher(String text) {
    return switch (Matcher.parse(text)) {
      case Parsed.Taken<Matcher>(var matcher) -> Stream.of(matcher);
      case Parsed.Refused<Matcher> refused ->
          throw new IllegalStateException("a matcher that was kept: " + text + " " + refused);
    };
  }

  private static Window window(Row row) {
    return new Window(
        row.text("id"),
        AlertJson.labels(row.text("gateways")),
        person(row),
        row.instant("starts_at"),
        row.instant("ends_at"));
  }

  private static Silence.Person person(Row row) {
    return new Silence.Person(row.text("author"), row.text("reason"));
  }
}
