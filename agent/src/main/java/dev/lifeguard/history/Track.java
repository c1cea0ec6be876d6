package dev.lifeguard.history;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/** What is being written about one line: its last turn, the minute under way, the row it is in. */
final class Track {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final long id;
  private final Line line;
  private final Consumer<Change> pen;
  private Optional<FactValue> told = Optional.empty();
  private Optional<Span> minute = Optional.empty();
  private Optional<Span> row = Optional.empty();
  private Instant lastLook = Instant.MIN;
  private boolean steady;

  Track(long id, Line line, Consumer<Change> pen) {
    this.id = id;
    this.line = line;
    this.pen = pen;
  }

  long id() {
    return id;
  }

  Line line() {
    return line;
  }

  boolean seenSince(Instant then) {
    return !lastLook.isBefore(then);
  }

  void see(FactValue value, Instant at) {
    lastLook = at;
    if (told.isEmpty() || Significance.differs(line.fact(), told.get(), value)) {
      told = Optional.of(value);
      pen.accept(Rows.turn(id, new Turn(at, value)));
    }
    var begun = at.truncatedTo(ChronoUnit.MINUTES);
    if (minute.isPresent() && !minute.get().at().equals(begun)) close();
    var look = Span.of(begun, MINUTE, value);
    steady = minute.map(before -> steady && alike(before.last(), value)).orElse(true);
    minute = Optional.of(minute.map(before -> before.then(look, MINUTE)).orElse(look));
  }

  /** Nobody looks at it any more. */
  void leave(String because, Instant at) {
    if (minute.isEmpty() && told.isEmpty()) return;
    close();
    pen.accept(Rows.turn(id, new Turn(at, FactValue.unknown(because))));
    told = Optional.empty();
    row = Optional.empty();
  }

  /** Writes the minute down if it is over. */
  void closeBefore(Instant now) {
    if (minute.isPresent() && !minute.get().end().isAfter(now)) close();
  }

  /** Writes down what there is of the minute. */
  void close() {
    minute.ifPresent(this::close);
    minute = Optional.empty();
  }

  private void close(Span done) {
    var longer = row.filter(before -> steady && continues(before, done));
    if (longer.isPresent()) {
      var before = longer.get();
      var whole = before.then(done, before.length().plus(MINUTE));
      row = Optional.of(whole);
      pen.accept(Rows.longer(id, whole));
    } else {
      row = steady ? Optional.of(done) : Optional.empty();
      pen.accept(Rows.span(id, done));
    }
  }

  /** A row ends with its hour, so that an hour is a sum of whole rows. */
  private static boolean continues(Span before, Span next) {
    return before.end().equals(next.at())
        && Rows.hour(before.at()).equals(Rows.hour(next.at()))
        && alike(before.last(), next.last());
  }

  private static boolean alike(FactValue one, FactValue other) {
    return one.equals(other)
        || one instanceof FactValue.Unknown && other instanceof FactValue.Unknown;
  }
}
