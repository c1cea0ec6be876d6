package dev.lifeguard.history;

import dev.lifeguard.store.Change;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** Sums minutes up to hours and drops what is too old, line by line, through the same pen. */
final class Upkeep {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** Each time the file is too large, a tenth of the time kept goes. */
  private static final int STEPS = 10;

  private static final String HOURLY =
      """
      INSERT OR REPLACE INTO history_hour
        (series, at, low, high, total, amount, word, looks, unknown)
      SELECT m.series, h.at, min(m.low), max(m.high), sum(m.total), l.amount, l.word,
             sum(m.looks), sum(m.unknown)
      FROM (SELECT ? AS series, ? AS at, ? AS until) h
      JOIN history_minute m ON m.series = h.series AND m.at >= h.at AND m.at < h.until
      JOIN history_minute l ON l.series = h.series AND l.at =
        (SELECT max(at) FROM history_minute WHERE series = h.series AND at >= h.at AND at < h.until)
      GROUP BY m.series\
      """;

  private static final String USED =
      "SELECT (pages.page_count - free.freelist_count) * size.page_size AS bytes"
          + " FROM pragma_page_count() pages, pragma_freelist_count() free,"
          + " pragma_page_size() size";

  private final Store store;
  private final Keeping keeping;
  private final Consumer<Change> pen;
  private Duration minutes;

  Upkeep(Store store, Keeping keeping, Consumer<Change> pen) {
    this.store = store;
    this.keeping = keeping;
    this.pen = pen;
    this.minutes = keeping.minutes();
  }

  void sumUp(long series, Instant within) {
    var hour = Rows.hour(within);
    pen.accept(Change.of(HOURLY, series, hour, hour.plusMillis(HOUR)));
  }

  /** Works out how long minutes are kept: less than wished for while the file is too large. */
  Future<Void> measure() {
    return store
        .query(USED, row -> row.number("bytes"))
        .onSuccess(bytes -> minutes = next(minutes, keeping, bytes.getFirst()))
        .mapEmpty();
  }

  static Duration next(Duration now, Keeping keeping, long bytes) {
    var step = keeping.minutes().dividedBy(STEPS);
    if (bytes > keeping.bytes()) return longest(now.minus(step), Duration.ZERO);
    var roomy = bytes < keeping.bytes() / 2;
    return roomy ? shortest(now.plus(step), keeping.minutes()) : now;
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shortest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The last turn before the time kept stays: it says what was so when that time began. */
  void prune(long series, Instant now) {
    var fine = now.minus(minutes);
    pen.accept(Change.of("DELETE FROM history_minute WHERE series = ? AND at < ?", series, fine));
    pen.accept(
        Change.of(
            "DELETE FROM history_change WHERE series = ? AND at <"
                + " (SELECT max(at) FROM history_change WHERE series = ? AND at <= ?)",
            series,
            series,
            fine));
    pen.accept(
        Change.of(
            "DELETE FROM history_hour WHERE series = ? AND at < ?",
            series,
            now.minus(keeping.hours())));
  }

  void pruneDays(Instant now) {
    var first = LocalDate.ofInstant(now.minus(keeping.hours()), ZoneOffset.UTC);
    pen.accept(Change.of("DELETE FROM history_day WHERE day < ?", first.toString()));
  }
}
