package dev.lifeguard.alert;

import dev.lifeguard.bus.Event;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import java.util.function.Consumer;

/** Numbers what happens to alerts and says it. */
final class Teller {
  /** Makes an event of an alert. */
  @FunctionalInterface
  interface News {
    AlertEvent of(Alert alert, String because, Moment at);
  }

  private final Time time;
  private final Consumer<Event> out;
  private final IncidentBook incidents;
  private long last;

  Teller(Time time, Consumer<Event> out) {
    this.time = time;
    this.out = out;
    this.incidents = new IncidentBook(out::accept);
    this.last = time.now().getEpochSecond();
  }

  /** Numbers go on where they ended; after a lost file they start at the clock. */
  void continueAfter(long number) {
    last = Math.max(last, number);
  }

  IncidentBook incidents() {
    return incidents;
  }

  /** Enters the next state. What fires is given to its incident first. */
  void change(Dossier dossier, AlertState next, String because) {
    var now = time.moment();
    var before = dossier.state();
    dossier.enter(next, now);
    if (next instanceof AlertState.Firing && dossier.episode().incident().isEmpty())
      incidents.admit(dossier.alert(), dossier.depth(), now).ifPresent(dossier::belongTo);
    dossier.number(++last);
    var over = next instanceof AlertState.Ok;
    out.accept(
        AlertEvent.of(before, over ? dossier.ended(now.wall()) : dossier.alert(), because, now));
    if (over) close(dossier, now);
  }

  private void close(Dossier dossier, Moment now) {
    dossier.close();
    incidents.dismiss(dossier.id(), now);
  }

  /** Something about it that is no change of state. */
  void tell(Dossier dossier, News news, String because) {
    dossier.number(++last);
    out.accept(news.of(dossier.alert(), because, time.moment()));
  }

  /** An alert of before the start that nobody can speak of any more. */
  void resolve(Alert kept, String because) {
    var now = time.moment();
    var ended =
        new Alert(
            kept.identity(),
            kept.message(),
            new AlertState.Ok(),
            kept.episode().ended(now.wall()),
            kept.handling(),
            ++last,
            false);
    out.accept(AlertEvent.of(kept.state(), ended, because, now));
    incidents.dismiss(kept.id(), now);
  }
}
