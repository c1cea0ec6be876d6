package dev.lifeguard.alert;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Event;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes each event once it was written down, or could not be, in the order in which things were
 * decided. An alert that cannot be kept is still told.
 */
final class Outlet {
  private static final Logger log = LoggerFactory.getLogger(Outlet.class);

  private static final class Waiting {
    private final Event event;
    private boolean written;

    Waiting(Event event) {
      this.event = event;
    }
  }

  private final Bus bus;
  private final Deque<Waiting> queue = new ArrayDeque<>();

  Outlet(Bus bus) {
    this.bus = bus;
  }

  void pass(Event event, Future<Void> write) {
    var waiting = new Waiting(event);
    queue.add(waiting);
    write.onComplete(
        result -> {
          if (result.failed())
            log.error("not kept, but told: {} because={}", event, result.cause().getMessage());
          waiting.written = true;
          flush();
        });
  }

  private void flush() {
    while (!queue.isEmpty() && queue.peek().written) bus.publish(queue.poll().event);
  }
}
