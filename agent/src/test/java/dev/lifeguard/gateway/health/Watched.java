package dev.lifeguard.gateway.health;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Event;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A watch under test, and all that it told. */
final class Watched implements AutoCloseable {
  static final Duration BOUND = Duration.ofSeconds(60);
  static final String NAME = "home";

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final Path dataDir;
  private final BlockingQueue<Event> fresh = new LinkedBlockingQueue<>();
  private final List<Event> told = new CopyOnWriteArrayList<>();

  Watched(GatewaySettings settings, WatchSettings pace, Path dataDir) {
    this.dataDir = dataDir;
    bus.on(
        Event.class,
        event -> {
          told.add(event);
          fresh.add(event);
        });
    var watch = new GatewayWatch(settings, pace, bus, new RealTime(vertx), dataDir);
    vertx.deployVerticle(watch).await();
  }

  /** One more gateway, by the same agent. */
  Watched also(GatewaySettings settings) {
    var watch =
        new GatewayWatch(settings, WatchSettings.DEFAULT, bus, new RealTime(vertx), dataDir);
    vertx.deployVerticle(watch).await();
    return this;
  }

  static Watched of(URI url, String token, Path dataDir) {
    return new Watched(settings(url, token), WatchSettings.DEFAULT, dataDir);
  }

  static GatewaySettings settings(URI url, String token) {
    return GatewaySettings.of(NAME, url, new SecretSource.Given(new Secret(token)));
  }

  /** Waits for the next event of the type that fits; what came before is gone past. */
  <E extends Event> E await(Class<E> type, Predicate<E> fits) {
    return await(type, fits, BOUND);
  }

  <E extends Event> E await(Class<E> type, Predicate<E> fits, Duration bound) {
    var end = System.nanoTime() + bound.toNanos();
    try {
      for (; ; ) {
        var event = fresh.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null)
          throw new AssertionError("no such " + type.getSimpleName() + "\n" + tail());
        if (type.isInstance(event) && fits.test(type.cast(event))) return type.cast(event);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  GatewayEvent.StateChanged state(GatewayState state) {
    return await(GatewayEvent.StateChanged.class, it -> it.now().state() == state);
  }

  FactValue fact(Fact fact, Predicate<FactValue> fits) {
    return await(Observed.class, it -> it.fact() == fact && fits.test(it.value())).value();
  }

  FactValue fact(Subject subject, Fact fact, Predicate<FactValue> fits) {
    return await(
            Observed.class,
            it -> it.fact() == fact && it.subject().equals(subject) && fits.test(it.value()))
        .value();
  }

  <E extends Event> List<E> told(Class<E> type) {
    return told.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Every settled status so far, in order. */
  List<GatewayState> statuses() {
    return told(GatewayEvent.StatusChanged.class).stream()
        .map(GatewayEvent.StatusChanged::now)
        .toList();
  }

  List<GatewayState> states() {
    return told(GatewayEvent.StateChanged.class).stream().map(it -> it.now().state()).toList();
  }

  private String tail() {
    var lines =
        told.stream()
            .filter(it -> !(it instanceof GatewayEvent.Reported))
            .map(Object::toString)
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
