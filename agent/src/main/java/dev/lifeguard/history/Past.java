package dev.lifeguard.history;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.store.Extract;
import dev.lifeguard.store.Row;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Looks back. Usable from any thread. */
public final class Past {
  /** No answer has more rows. */
  private static final int ROWS = 500_000;

  /**
   * Of what and over which time.
   *
   * @param gateway a name, or {@link #ALL}
   */
  public record Question(String gateway, Fact fact, Instant since, Instant until) {
    public static final String ALL = "*";
  }

  /** A line and what was written about it, oldest first. */
  public record Told<T>(Line line, List<T> entries) {
    public Told {
      entries = List.copyOf(entries);
    }
  }

  /** How long a gateway had each status on a day (UTC). */
  public record Day(String gateway, LocalDate day, Map<String, Duration> status) {
    public Day {
      status = Map.copyOf(status);
    }
  }

  private static final String OF =
      " FROM history_series s JOIN %s e ON e.series = s.id"
          + " WHERE s.fact = ? AND (? = '*' OR s.gateway = ?)";
  private static final String IN = " AND e.at >= ? AND e.at < ? ORDER BY s.id, e.at LIMIT " + ROWS;

  private static final String MINUTES =
      "SELECT s.id, s.gateway, s.labels, s.fact, e.*" + OF.formatted("history_minute") + IN;
  private static final String HOURS =
      "SELECT s.id, s.gateway, s.labels, s.fact, e.*, 60 AS minutes"
          + OF.formatted("history_hour")
          + IN;
  private static final String TURNS =
      "SELECT s.id, s.gateway, s.labels, s.fact, e.*"
          + OF.formatted("history_change")
          + " AND e.at >= coalesce((SELECT max(at) FROM history_change"
          + " WHERE series = s.id AND at <= ?), 0) AND e.at < ? ORDER BY s.id, e.at LIMIT "
          + ROWS;
  private static final String DAYS =
      "SELECT gateway, day, status, millis FROM history_day WHERE day >= ? ORDER BY gateway, day";

  private final Extract extract;

  public Past(Extract extract) {
    this.extract = extract;
  }

  /** A row never begins more than an hour before it ends. */
  public Future<List<Told<Span>>> minutes(Question asked) {
    var first = asked.since().minus(Duration.ofHours(1));
    return ask(MINUTES, Rows::span, asked, first)
        .map(all -> all.stream().map(told -> endingAfter(asked.since(), told)).toList());
  }

  private static Told<Span> endingAfter(Instant since, Told<Span> told) {
    var within = told.entries().stream().filter(span -> span.end().isAfter(since)).toList();
    return new Told<>(told.line(), within);
  }

  public Future<List<Told<Span>>> hours(Question asked) {
    return ask(HOURS, Rows::span, asked, Rows.hour(asked.since()));
  }

  /** The turns, and the one before them: it says what was so when the time began. */
  public Future<List<Told<Turn>>> turns(Question asked) {
    return ask(TURNS, Rows::turn, asked, asked.since());
  }

  /** Every look, as far as it was recorded, oldest first. */
  public Future<List<Observed>> looks(Question asked) {
    var turns = turns(asked);
    var minutes = minutes(asked);
    return Future.all(turns, minutes)
        .map(_ -> Looks.of(turns.result(), minutes.result(), asked.since()));
  }

  /** Of whom anything is recorded; the agent itself has an empty name. */
  public Future<List<String>> gateways() {
    return extract.query(
        "SELECT DISTINCT gateway FROM history_series ORDER BY gateway", row -> row.text("gateway"));
  }

  public Future<List<Day>> days(LocalDate first) {
    return extract.query(DAYS, Past::share, first.toString()).map(Past::days);
  }

  private record Written<T>(Optional<Line> line, T entry) {}

  private <T> Future<List<Told<T>>> ask(
      String sql, Function<Row, T> entry, Question asked, Instant first) {
    return extract
        .query(
            sql,
            row -> new Written<>(KnownLine.line(row), entry.apply(row)),
            asked.fact().code(),
            asked.gateway(),
            asked.gateway(),
            first,
            asked.until())
        .map(Past::byLine);
  }

  private static <T> List<Told<T>> byLine(List<Written<T>> rows) {
    var lines = new LinkedHashMap<Line, List<T>>();
    for (var row : rows)
      row.line()
          .ifPresent(line -> lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(row.entry()));
    return lines.entrySet().stream()
        .map(line -> new Told<>(line.getKey(), line.getValue()))
        .toList();
  }

  private record Share(String gateway, LocalDate day, String status, Duration lasted) {}

  private static Share share(Row row) {
    return new Share(
        row.text("gateway"),
        LocalDate.parse(row.text("day")),
        row.text("status"),
        Duration.ofMillis(row.number("millis")));
  }

  private static List<Day> days(List<Share> shares) {
    var days = new LinkedHashMap<String, Map<LocalDate, Map<String, Duration>>>();
    for (var share : shares)
      days.computeIfAbsent(share.gateway, _ -> new LinkedHashMap<>())
          .computeIfAbsent(share.day, _ -> new TreeMap<>())
          .put(share.status, share.lasted);
    var all = new ArrayList<Day>();
    days.forEach(
        (gateway, byDay) -> byDay.forEach((day, status) -> all.add(new Day(gateway, day, status))));
    return all;
  }
}
