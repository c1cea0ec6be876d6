package dev.lifeguard.bus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each event to every listener of its type or of a parent type: the same object, in the order
 * of publishing, on the Vert.x context that the listener subscribed from. A listener that lags more
 * than {@link #BOUND} events behind loses the newest ones, and they are counted. Usable from any
 * thread.
 */
public final class Bus {
  /** How many events may wait for one listener. */
  public static final int BOUND = 100_000;

  private static final Logger log = LoggerFactory.getLogger(Bus.class);

  private final Vertx vertx;
  private final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder published = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder broken = new LongAdder();

  public Bus(Vertx vertx) {
    this.vertx = vertx;
  }

  public void publish(Event event) {
    published.increment();
    for (var listener : listeners) listener.offer(event);
  }

  /** Listens on the caller's context; a caller without one gets a context of its own. */
  public <E extends Event> Subscription on(Class<E> type, Consumer<? super E> handler) {
    var listener = new Listener<E>(type, handler, vertx.getOrCreateContext());
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public long published() {
    return published.sum();
  }

  /** Events that a lagging listener lost. */
  public long dropped() {
    return dropped.sum();
  }

  /** Handlers that threw: each one a bug. */
  public long broken() {
    return broken.sum();
  }

  private final class Listener<E extends Event> {
    private final Class<E> type;
    private final Consumer<? super E> handler;
    private final Context context;
    private final AtomicInteger waiting = new AtomicInteger();

    Listener(Class<E> type, Consumer<? super E> handler, Context context) {
      this.type = type;
      this.handler = handler;
      this.context = context;
    }

    void offer(Event event) {
      if (!type.isInstance(event)) return;
      if (waiting.get() >= BOUND) {
        dropped.increment();
        return;
      }
      waiting.incrementAndGet();
      context.runOnContext(_ -> tell(type.cast(event)));
    }

    private void tell(E event) {
      waiting.decrementAndGet();
      try {
        handler.accept(event);
      } catch (RuntimeException e) {
        broken.increment();
        log.error("handler broken event={}", event.getClass().getSimpleName(), e);
      }
    }
  }
}
