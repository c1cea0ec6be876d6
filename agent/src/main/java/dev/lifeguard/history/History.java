package dev.lifeguard.history;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the recorder a thread and a place on the bus. An event-loop verticle: what the disk cannot
 * take in time is dropped and counted, and nobody notices but the one who looks back.
 */
public final class History extends VerticleBase {
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(History.class);

  private final Bus bus;
  private final Time time;
  private final Recorder recorder;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();

  public History(Bus bus, Time time, Store store, Keeping keeping) {
    this.bus = bus;
    this.time = time;
    this.recorder = new Recorder(time, store, keeping);
  }

  @Override
  public Future<?> start() {
    return recorder
        .begin()
        .onSuccess(_ -> listen())
        .onFailure(e -> log.error("no history is kept: what was kept cannot be read", e))
        .otherwiseEmpty();
  }

  private void listen() {
    subscriptions.add(bus.on(Observed.class, recorder::see));
    subscriptions.add(bus.on(Forgotten.class, recorder::leave));
    timers.add(time.every(BEAT, recorder::tick));
    timers.add(time.every(Recorder.UPKEEP, recorder::maintain));
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    timers.forEach(Timer::cancel);
    return recorder.end();
  }

  /** Rows on the disk since the start. */
  public long written() {
    return recorder.written();
  }

  /** Rows, or looks at lines beyond the bound, that were lost. */
  public long dropped() {
    return recorder.dropped();
  }
}
