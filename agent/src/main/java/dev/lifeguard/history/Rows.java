package dev.lifeguard.history;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.FactValue.Amount;
import dev.lifeguard.fact.FactValue.AtLeast;
import dev.lifeguard.fact.FactValue.Unknown;
import dev.lifeguard.fact.FactValue.Word;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Row;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How lines, turns and spans stand in the tables. */
final class Rows {
  private static final String LINE =
      "INSERT OR IGNORE INTO history_series (id, gateway, labels, fact) VALUES (?, ?, ?, ?)";
  private static final String TURN =
      "INSERT OR REPLACE INTO history_change (series, at, amount, word, because)"
          + " VALUES (?, ?, ?, ?, ?)";

  /** A minute may come twice: its first part before a restart. */
  private static final String SPAN =
      """
      INSERT INTO history_minute (series, at, minutes, low, high, total, amount, word, looks, unknown)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (series, at) DO UPDATE SET
        minutes = max(minutes, excluded.minutes),
        low = coalesce(min(low, excluded.low), low, excluded.low),
        high = coalesce(max(high, excluded.high), high, excluded.high),
        total = total + excluded.total,
        amount = excluded.amount, word = excluded.word,
        looks = looks + excluded.looks, unknown = unknown + excluded.unknown\
      """;

  private static final String LONGER =
      "UPDATE history_minute SET minutes = ?, total = ?, looks = ?, unknown = ?"
          + " WHERE series = ? AND at = ?";

  private Rows() {}

  static Change line(long id, Line line) {
    var labels = new JsonObject();
    line.subject().labels().forEach(labels::put);
    return Change.of(LINE, id, line.subject().gateway(), labels.encode(), line.fact().code());
  }

  static Change turn(long series, Turn turn) {
    var value = turn.value();
    return Change.of(TURN, series, turn.at(), amount(value), word(value), because(value));
  }

  static Change span(long series, Span span) {
    return Change.of(
        SPAN,
        series,
        span.at(),
        span.length().toMinutes(),
        span.range().map(Range::low),
        span.range().map(Range::high),
        span.range().map(Range::total).orElse(0.0),
        amount(span.last()),
        word(span.last()),
        span.looks().all(),
        span.looks().unknown());
  }

  /** The row that begins where the span does is now as long as the span. */
  static Change longer(long series, Span span) {
    return Change.of(
        LONGER,
        span.length().toMinutes(),
        span.range().map(Range::total).orElse(0.0),
        span.looks().all(),
        span.looks().unknown(),
        series,
        span.at());
  }

  private static Optional<Double> amount(FactValue value) {
    return switch (value) {
      case Amount(var amount) -> Optional.of(amount);
      case AtLeast(var least, _) -> Optional.of(least);
      case Word _, Unknown _ -> Optional.empty();
    };
  }

  private static Optional<String> because(FactValue value) {
    return switch (value) {
      case AtLeast(_, var because) -> Optional.of(because);
      case Unknown(var because) -> Optional.of(because);
      case Amount _, Word _ -> Optional.empty();
    };
  }

  private static Optional<String> word(FactValue value) {
    return value instanceof Word(var word) ? Optional.of(word) : Optional.empty();
  }

  static Turn turn(Row row) {
    var because = row.optionalText("because");
    var value =
        row.optionalReal("amount").isPresent() && because.isPresent()
            ? FactValue.atLeast(row.real("amount"), because.get())
            : value(row, because.orElse(""));
    return new Turn(row.instant("at"), value);
  }

  static Span span(Row row) {
    var range =
        row.optionalReal("low").map(low -> new Range(low, row.real("high"), row.real("total")));
    return new Span(
        row.instant("at"),
        Duration.ofMinutes(row.number("minutes")),
        range,
        value(row, "could not be told"),
        new Span.Looks(row.number("looks"), row.number("unknown")));
  }

  private static FactValue value(Row row, String because) {
    var amount = row.optionalReal("amount");
    if (amount.isPresent()) return FactValue.of(amount.get().doubleValue());
    return row.optionalText("word").map(FactValue::of).orElse(FactValue.unknown(because));
  }

  static Instant hour(Instant at) {
    return at.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
  }
}
