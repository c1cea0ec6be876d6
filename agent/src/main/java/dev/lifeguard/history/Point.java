package dev.lifeguard.history;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.FactValue.Amount;
import dev.lifeguard.fact.FactValue.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of one step of a chart.
 *
 * @param range of the amounts seen; empty for words, and when nothing was known
 */
public record Point(Instant at, Optional<Range> range, FactValue last, Span.Looks looks) {
  /** The mean of what was seen, where there is one. */
  public Optional<Double> mean() {
    var known = looks.all() - looks.unknown();
    return range.filter(_ -> known > 0).map(seen -> seen.total() / known);
  }

  /** One point for each step in which somebody looked, oldest first. */
  public static List<Point> of(List<Span> spans, Instant since, Duration step) {
    var steps = new TreeMap<Long, List<Span>>();
    for (var span : spans) enter(span, since, step, steps);
    var points = new ArrayList<Point>();
    for (Map.Entry<Long, List<Span>> entry : steps.entrySet())
      points.add(point(since.plus(step.multipliedBy(entry.getKey())), entry.getValue()));
    return points;
  }

  /** A long row is known to be alike throughout, and so is a part of it. */
  private static void enter(Span span, Instant since, Duration step, Map<Long, List<Span>> steps) {
    var first = Math.max(0, number(span.at(), since, step));
    var last = number(span.end().minusMillis(1), since, step);
    for (var i = first; i <= last; i++) steps.computeIfAbsent(i, _ -> new ArrayList<>()).add(span);
  }

  private static long number(Instant at, Instant since, Duration step) {
    return Math.floorDiv(Duration.between(since, at).toMillis(), step.toMillis());
  }

  private static Point point(Instant at, List<Span> spans) {
    var whole = spans.stream().reduce((one, next) -> one.then(next, next.length())).orElseThrow();
    return new Point(at, whole.range(), whole.last(), whole.looks());
  }

  /** For those who draw only numbers: nothing where there is none. */
  public Optional<Double> amount() {
    return switch (last) {
      case Amount(var amount) -> Optional.of(amount);
      case FactValue.AtLeast(var least, _) -> Optional.of(least);
      case Word _, FactValue.Unknown _ -> Optional.empty();
    };
  }
}
