package dev.lifeguard.app;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;

/** Tells, as a fact that rules go by, whether the agent can still write down what it does. */
final class StoreLook implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Store store;
  private final Bus bus;
  private final Time time;
  private final Timer timer;

  StoreLook(Store store, Bus bus, Time time) {
    this.store = store;
    this.bus = bus;
    this.time = time;
    this.timer = time.every(EVERY, this::tell);
  }

  private void tell() {
    var value = FactValue.of(store.trouble().isEmpty());
    bus.publish(new Observed(Subject.AGENT, Fact.STORE_OK, value, time.now()));
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
