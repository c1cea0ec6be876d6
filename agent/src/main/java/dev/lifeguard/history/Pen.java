package dev.lifeguard.history;

import dev.lifeguard.store.Change;
import dev.lifeguard.store.Store;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be written, bounded. One small group is under way at a time, so that an alert's
 * write never waits behind more than that. For one event loop.
 */
final class Pen {
  static final int BOUND = 100_000;
  private static final int GROUP = 500;
  private static final Logger log = LoggerFactory.getLogger(Pen.class);

  private final Store store;
  private final Queue<Change> waiting = new ArrayDeque<>();
  private Future<Void> underWay = Future.succeededFuture();
  private volatile long written;
  private volatile long dropped;

  Pen(Store store) {
    this.store = store;
  }

  void put(Change change) {
    if (waiting.size() < BOUND) waiting.add(change);
    else lose(1);
  }

  /** Writes all that waits; the future ends when it is on the disk, or lost. */
  Future<Void> flush() {
    if (underWay.isComplete()) underWay = write();
    return underWay;
  }

  private Future<Void> write() {
    if (waiting.isEmpty()) return Future.succeededFuture();
    var group = group();
    return store
        .write(group)
        .compose(
            _ -> {
              count(group.size());
              return write();
            })
        .recover(
            e -> {
              log.warn("history not written rows={} reason={}", group.size(), e.getMessage());
              lose(group.size());
              return Future.succeededFuture();
            });
  }

  private List<Change> group() {
    var group = new ArrayList<Change>(GROUP);
    while (group.size() < GROUP && !waiting.isEmpty()) group.add(waiting.remove());
    return group;
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer; others only read
  private void count(int rows) {
    written += rows;
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer; others only read
  private void lose(int rows) {
    dropped += rows;
  }

  long written() {
    return written;
  }

  long dropped() {
    return dropped;
  }
}
