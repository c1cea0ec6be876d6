package dev.lifeguard.history;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.store.Change;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what is seen, line by line. For one thread; {@link History} gives it one. */
final class Recorder {
  /** How often {@link #maintain} wants to be called. */
  static final Duration UPKEEP = Duration.ofMinutes(10);

  /** More lines than this are some gateway's nonsense: they are dropped and counted. */
  static final int LINES = 50_000;

  private final Time time;
  private final Store store;
  private final Pen pen;
  private final Shares shares;
  private final Upkeep upkeep;
  private final Map<Line, Track> tracks = new HashMap<>();
  private long lastId;
  private volatile long refused;

  Recorder(Time time, Store store, Keeping keeping) {
    this.time = time;
    this.store = store;
    this.pen = new Pen(store);
    this.shares = new Shares(pen::put);
    this.upkeep = new Upkeep(store, keeping, pen::put);
  }

  /** Learns what lines there are; to be called once, before anything is seen. */
  Future<Void> begin() {
    return store
        .write(List.of(Change.of(KnownLine.FORGET)))
        .compose(_ -> store.query(KnownLine.QUERY, KnownLine::read))
        .onSuccess(known -> known.forEach(this::takeUp))
        .compose(_ -> pen.flush());
  }

  /** An hour that a crash cut off is summed up now. */
  private void takeUp(KnownLine known) {
    lastId = Math.max(lastId, known.id());
    known.line().ifPresent(line -> tracks.put(line, new Track(known.id(), line, pen::put)));
    known.lastSeen().ifPresent(seen -> upkeep.sumUp(known.id(), seen));
  }

  void see(Observed seen) {
    var value = sane(seen.value());
    track(new Line(seen.subject(), seen.fact())).ifPresent(track -> track.see(value, seen.at()));
    if (seen.fact() == Fact.GATEWAY_STATUS)
      shares.see(seen.subject().gateway(), value, time.moment());
  }

  private static FactValue sane(FactValue value) {
    return value instanceof FactValue.Amount(var amount) && Double.isNaN(amount)
        ? FactValue.unknown("not a number")
        : value;
  }

  private Optional<Track> track(Line line) {
    var known = tracks.get(line);
    if (known != null) return Optional.of(known);
    if (tracks.size() >= LINES) {
      refuse();
      return Optional.empty();
    }
    var track = new Track(++lastId, line, pen::put);
    tracks.put(line, track);
    pen.put(Rows.line(track.id(), line));
    return Optional.of(track);
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer; others only read
  private void refuse() {
    refused++;
  }

  void leave(Forgotten gone) {
    for (var track : tracks.values())
      if (track.line().subject().within(gone.subject()))
        track.leave("no longer watched", gone.at());
    if (gone.subject().labels().isEmpty()) shares.forget(gone.subject().gateway(), time.moment());
  }

  /** Writes down the minutes that are over; to be called several times a minute. */
  Future<Void> tick() {
    var now = time.moment();
    shares.tick(now);
    tracks.values().forEach(track -> track.closeBefore(now.wall()));
    return pen.flush();
  }

  /** Sums up, and drops what is too old. */
  Future<Void> maintain() {
    return upkeep
        .measure()
        .otherwiseEmpty()
        .compose(
            _ -> {
              var now = time.now();
              tracks.values().forEach(track -> maintain(track, now));
              upkeep.pruneDays(now);
              return pen.flush();
            });
  }

  private void maintain(Track track, Instant now) {
    if (track.seenSince(now.minus(UPKEEP.multipliedBy(2)))) {
      upkeep.sumUp(track.id(), now.minus(UPKEEP));
      upkeep.sumUp(track.id(), now);
    }
    upkeep.prune(track.id(), now);
  }

  /** Writes down all that there is. */
  Future<Void> end() {
    shares.tick(time.moment());
    tracks.values().forEach(Track::close);
    return pen.flush();
  }

  long written() {
    return pen.written();
  }

  long dropped() {
    return pen.dropped() + refused;
  }
}
