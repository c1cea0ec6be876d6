package dev.lifeguard.probe.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.time.PushedTime;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Everything that a TCP look needs, and one context on which all looks of a test are made. */
final class Scene implements AutoCloseable {
  final Vertx vertx;
  final PushedTime time;
  final BlockingQueue<TcpEvent> events = new LinkedBlockingQueue<>();
  private final Context context;
  private final Tcp tcp;

  /** With the kernel's help where there is any, and the system's own resolver. */
  Scene() {
    this(new VertxOptions().setPreferNativeTransport(true), InetAddress::getAllByName);
  }

  Scene(VertxOptions options, Resolver.Call resolver) {
    vertx = Vertx.vertx(options);
    context = vertx.getOrCreateContext();
    time = new PushedTime(vertx);
    var bus = new Bus(vertx);
    bus.on(TcpEvent.class, events::add);
    tcp = new Tcp(vertx, bus, time, resolver);
  }

  /** A look that somebody waits for, and may end. */
  final class Pending {
    private final BlockingQueue<ProbeOutcome> outcomes = new LinkedBlockingQueue<>();
    private Probe.Look look = () -> {};

    ProbeOutcome outcome() throws InterruptedException {
      var outcome = outcomes.poll(20, SECONDS);
      assertThat(outcome).as("an outcome").isNotNull();
      return outcome;
    }

    void end() {
      context.runOnContext(_ -> look.end());
    }

    Consumer<ProbeOutcome> answer() {
      return outcomes::add;
    }
  }

  Pending begin(TcpTarget target) {
    var probe = new TcpProbe(List.of(id("home")), target, Duration.ofSeconds(5), tcp);
    var pending = new Pending();
    context.runOnContext(_ -> pending.look = probe.look(pending.answer()));
    return pending;
  }

  ProbeOutcome look(TcpTarget target) throws InterruptedException {
    return begin(target).outcome();
  }

  <E extends TcpEvent> E event(Class<E> type) throws InterruptedException {
    var event = events.poll(20, SECONDS);
    assertThat(event).isInstanceOf(type);
    return type.cast(event);
  }

  static ProbeId id(String gateway) {
    return new ProbeId(Subject.gateway(gateway), "tcp");
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
