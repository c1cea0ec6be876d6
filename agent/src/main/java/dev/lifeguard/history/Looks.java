package dev.lifeguard.history;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.history.Past.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes looks of what was recorded, for a replay: every change at its moment, and at the end of
 * each minute in which somebody looked its last value. Pure.
 */
final class Looks {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Looks() {}

  /** Oldest first. */
  static List<Observed> of(List<Told<Turn>> turns, List<Told<Span>> minutes, Instant since) {
    var byLine = minutes.stream().collect(Collectors.toMap(Told::line, Function.identity()));
    var looks = new ArrayList<Observed>();
    for (var told : turns) enter(told, byLine, since, looks);
    looks.sort(Comparator.comparing(Observed::at));
    return looks;
  }

  private static void enter(
      Told<Turn> turns, Map<Line, Told<Span>> minutes, Instant since, List<Observed> looks) {
    var line = turns.line();
    for (var turn : turns.entries())
      looks.add(look(line, turn.value(), turn.at().isBefore(since) ? since : turn.at()));
    var spans = minutes.get(line);
    if (spans == null) return;
    for (var span : spans.entries())
      for (var at = span.at(); at.isBefore(span.end()); at = at.plus(MINUTE)) {
        var end = at.plus(MINUTE).minusMillis(1);
        if (!end.isBefore(since)) looks.add(look(line, last(span, turns.entries(), end), end));
      }
  }

  private static Observed look(Line line, FactValue value, Instant at) {
    return new Observed(line.subject(), line.fact(), value, at);
  }

  /** A minute does not say that its last value is only a least one, or why it was not known. */
  private static FactValue last(Span span, List<Turn> turns, Instant at) {
    if (span.last() instanceof FactValue.Word) return span.last();
    var before = before(turns, at);
    return switch (before) {
      case FactValue.AtLeast(_, var because)
          when span.last() instanceof FactValue.Amount(var amount) ->
          FactValue.atLeast(amount, because);
      case FactValue.Unknown _ when span.last() instanceof FactValue.Unknown -> before;
      case FactValue.AtLeast _, FactValue.Amount _, FactValue.Word _, FactValue.Unknown _ ->
          span.last();
    };
  }

  private static FactValue before(List<Turn> turns, Instant at) {
    var low = 0;
    var high = turns.size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (turns.get(middle).at().isAfter(at)) high = middle;
      else low = middle + 1;
    }
    return low == 0 ? FactValue.unknown("before the record") : turns.get(low - 1).value();
  }
}
