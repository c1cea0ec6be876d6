package dev.lifeguard.gateway.health;

import dev.lifeguard.bus.Event;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tells facts and events of one gateway: to the bus, or to whoever asked once. */
final class Teller {
  private final String gateway;
  private final Time time;
  private final Consumer<Event> sink;

  Teller(String gateway, Time time, Consumer<Event> sink) {
    this.gateway = gateway;
    this.time = time;
    this.sink = sink;
  }

  String gateway() {
    return gateway;
  }

  Instant now() {
    return time.now();
  }

  long nanos() {
    return time.nanos();
  }

  void event(Function<Instant, ? extends Event> event) {
    sink.accept(event.apply(time.now()));
  }

  void fact(Fact fact, FactValue value) {
    fact(Subject.gateway(gateway), fact, value);
  }

  void fact(Fact fact, Optional<Duration> duration, String otherwise) {
    fact(fact, duration.map(FactValue::of).orElseGet(() -> FactValue.unknown(otherwise)));
  }

  void fact(Subject subject, Fact fact, FactValue value) {
    sink.accept(new Observed(subject, fact, value, time.now()));
  }

  /** A part of the gateway that nobody wants watched any more. */
  void forgotten(Subject subject) {
    sink.accept(new Forgotten(subject, time.now()));
  }
}
