package dev.lifeguard.history;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.store.Row;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line that was written about before the start.
 *
 * @param line empty when this version no longer knows the fact
 * @param lastSeen the last minute on record
 */
record KnownLine(long id, Optional<Line> line, Optional<Instant> lastSeen) {
  static final String QUERY =
      "SELECT id, gateway, labels, fact,"
          + " (SELECT max(at) FROM history_minute WHERE series = id) AS seen FROM history_series";

  /** Lines of which nothing is left. */
  static final String FORGET =
      "DELETE FROM history_series WHERE"
          + " NOT EXISTS (SELECT 1 FROM history_hour WHERE series = id)"
          + " AND NOT EXISTS (SELECT 1 FROM history_minute WHERE series = id)"
          + " AND NOT EXISTS (SELECT 1 FROM history_change WHERE series = id)";

  static KnownLine read(Row row) {
    return new KnownLine(row.number("id"), line(row), row.optionalInstant("seen"));
  }

  static Optional<Line> line(Row row) {
    return Fact.of(row.text("fact")).map(fact -> new Line(subject(row), fact));
  }

  private static Subject subject(Row row) {
    return new Subject(row.text("gateway"), labels(row.text("labels")));
  }

  private static Map<String, String> labels(String json) {
    return new JsonObject(json)
        .stream().collect(Collectors.toMap(Map.Entry::getKey, label -> (String) label.getValue()));
  }
}
