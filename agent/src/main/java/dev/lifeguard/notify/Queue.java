package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one receiver: on the disk, and, as long as the disk fails, in memory. A full disk
 * must neither silence alerts nor repeat them without end.
 */
final class Queue {
  private static final Logger log = LoggerFactory.getLogger(Queue.class);

  /** Kept in memory at most; what is beyond is in the log alone. */
  private static final int BOUND = 1000;

  private final String receiver;
  private final Outbox outbox;
  private final List<Entry> unwritten = new ArrayList<>();
  private final Map<Long, Entry> unforgotten = new HashMap<>();
  private long lastId;

  Queue(String receiver, Outbox outbox) {
    this.receiver = receiver;
    this.outbox = outbox;
  }

  /** It could not be written down; it is told all the same, if this process lives long enough. */
  void add(Told told, Instant at) {
    if (unwritten.size() < BOUND)
      unwritten.add(new Entry(--lastId, receiver, told, Optional.empty(), at));
    else log.error("alert not told, too many wait in memory receiver={} key={}", receiver, told);
  }

  /** What waits, oldest first. */
  Future<List<Entry>> waiting() {
    return outbox
        .waiting(receiver)
        .recover(
            e -> unwritten.isEmpty() ? Future.failedFuture(e) : Future.succeededFuture(List.of()))
        .map(this::all);
  }

  private List<Entry> all(List<Entry> written) {
    var all = new ArrayList<Entry>(written.size() + unwritten.size());
    for (var entry : written) if (!unforgotten.containsKey(entry.id())) all.add(entry);
    all.addAll(unwritten);
    return all;
  }

  /** They go out together, now and at each retry. */
  Future<Void> stamp(Batch batch) {
    var stamped = outbox.stamp(batch.entries(), Optional.of(batch.key()));
    return batch.entries().stream().anyMatch(entry -> entry.id() < 0)
        ? stamped.recover(_ -> Future.succeededFuture())
        : stamped;
  }

  /** Each will go out by itself. */
  Future<Void> split(Batch batch) {
    return outbox.stamp(batch.entries(), Optional.empty());
  }

  /** They were told; that is remembered until it can be written down. Never fails. */
  Future<Void> told(List<Entry> entries, Instant at) {
    unwritten.removeAll(entries);
    var all = new ArrayList<>(unforgotten.values());
    all.addAll(entries);
    return outbox
        .told(all, at)
        .onSuccess(_ -> all.forEach(entry -> unforgotten.remove(entry.id())))
        .recover(
            e -> {
              log.error("what was told cannot be written down receiver={}", receiver, e);
              entries.forEach(entry -> unforgotten.put(entry.id(), entry));
              return Future.succeededFuture();
            });
  }

  Future<Void> giveUp(List<Entry> entries, String because, Instant at) {
    unwritten.removeAll(entries);
    return outbox.giveUp(entries, because, at);
  }
}
