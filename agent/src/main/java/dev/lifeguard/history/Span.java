package dev.lifeguard.history;

import dev.lifeguard.fact.FactValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was seen in a stretch of time.
 *
 * @param range of the amounts; empty for words, and when nothing was known
 * @param last the last value that was seen, known or not
 * @param looks how often somebody looked
 * @param unknown how many of the looks could not tell
 */
public record Span(
    Instant at, Duration length, Optional<Range> range, FactValue last, Looks looks) {

  /** How often somebody looked, and how often that did not tell. */
  public record Looks(long all, long unknown) {
    Looks with(Looks other) {
      return new Looks(all + other.all, unknown + other.unknown);
    }
  }

  static Span of(Instant at, Duration length, FactValue value) {
    var known = !(value instanceof FactValue.Unknown);
    var range =
        switch (value) {
          case FactValue.Amount(var amount) -> Optional.of(Range.of(amount));
          case FactValue.AtLeast(var least, _) -> Optional.of(Range.of(least));
          case FactValue.Word _, FactValue.Unknown _ -> Optional.<Range>empty();
        };
    return new Span(at, length, range, value, new Looks(1, known ? 0 : 1));
  }

  public Instant end() {
    return at.plus(length);
  }

  /** This and a later one, as if they were one of this length. */
  Span then(Span later, Duration whole) {
    var both =
        range.isEmpty() || later.range.isEmpty()
            ? range.or(() -> later.range)
            : Optional.of(range.get().with(later.range.get()));
    return new Span(at, whole, both, later.last, looks.with(later.looks));
  }
}
