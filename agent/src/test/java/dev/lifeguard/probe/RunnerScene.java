package dev.lifeguard.probe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.probe.ProbeEvent.ProbeFailed;
import dev.lifeguard.probe.ProbeEvent.ProbeUnknown;
import dev.lifeguard.probe.ProbeOutcome.Failed;
import dev.lifeguard.probe.ProbeOutcome.Passed;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import dev.lifeguard.probe.ProbeOutcome.Timing;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.PushedTime;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A runner, its probes made of lambdas, and what it tells. */
abstract class RunnerScene {
  static final Duration LONG = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(100);

  final Vertx vertx = Vertx.vertx();
  final PushedTime time = new PushedTime(vertx);
  final Bus bus = new Bus(vertx);
  final AtomicBoolean networkGone = new AtomicBoolean();
  final BlockingQueue<ProbeEvent> told = new LinkedBlockingQueue<>();
  final BlockingQueue<Observed> facts = new LinkedBlockingQueue<>();
  final CountDownLatch release = new CountDownLatch(1);
  final ProbeRunner runner =
      new ProbeRunner(
          bus,
          time,
          new ProbeRunner.Terms(
              new Bulkhead.Limits(2, 1), Duration.ofMillis(200), networkGone::get));
  String deployed = "";

  @BeforeEach
  void deploy() throws Exception {
    bus.on(
        ProbeEvent.class,
        event -> {
          if (!(event instanceof ProbeDue)) told.add(event);
        });
    bus.on(Observed.class, facts::add);
    deployed = vertx.deployVerticle(runner).await(10, SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    release.countDown();
    vertx.close().await(10, SECONDS);
  }

  void due(String gateway) {
    bus.publish(new ProbeDue(id(gateway), Duration.ZERO));
  }

  ProbeEvent next() throws InterruptedException {
    var event = told.poll(10, SECONDS);
    assertThat(event).as("an outcome").isNotNull();
    return event;
  }

  static Reason failure(ProbeEvent event) {
    assertThat(event).isInstanceOf(ProbeFailed.class);
    return ((ProbeFailed) event).outcome().failure().reason();
  }

  static Reason unknown(ProbeEvent event) {
    assertThat(event).isInstanceOf(ProbeUnknown.class);
    return ((ProbeUnknown) event).because().reason();
  }

  ProbeOutcome waitInterruptibly() throws InterruptedException {
    release.await();
    return passed("home");
  }

  /** What a system call does that nothing can interrupt. */
  ProbeOutcome waitForGood() {
    for (var interrupted = false; ; interrupted = true) {
      try {
        release.await();
        if (interrupted) Thread.currentThread().interrupt();
        return passed("home");
      } catch (InterruptedException _) {
        continue;
      }
    }
  }

  ProbeOutcome waitForGood(CountDownLatch begun) {
    begun.countDown();
    return waitForGood();
  }

  static ProbeId id(String gateway) {
    return new ProbeId(Subject.gateway(gateway), "tcp");
  }

  static ProbeOutcome passed(String gateway) {
    var seen = new Reading(Subject.gateway(gateway), Fact.TCP_LATENCY, FactValue.of(0.25));
    return new Passed(Timing.of(Duration.ofMillis(250)), List.of(seen));
  }

  static ProbeOutcome failed(Reason reason) {
    return new Failed(new Failure(reason, "as the test wants"), Timing.of(SHORT), List.of());
  }

  @FunctionalInterface
  interface Deed {
    ProbeOutcome look() throws InterruptedException;
  }

  record Blocking(ProbeId id, String host, Duration timeout, Deed deed) implements Probe.Blocking {
    @Override
    public ProbeOutcome look() throws InterruptedException {
      return deed.look();
    }

    @Override
    public List<Reading> blind(String because) {
      return List.of(new Reading(id.subject(), Fact.TCP_LATENCY, FactValue.unknown(because)));
    }
  }

  static Blocking blocking(String gateway, Duration timeout, Deed deed) {
    return new Blocking(id(gateway), gateway, timeout, deed);
  }

  static Blocking at(String host, Blocking probe) {
    return new Blocking(probe.id(), host, probe.timeout(), probe.deed());
  }

  static class Calling implements Probe.Async {
    final List<ProbeId> ids;
    final Duration timeout;
    final Consumer<Consumer<ProbeOutcome>> deed;

    Calling(List<ProbeId> ids, Duration timeout, Consumer<Consumer<ProbeOutcome>> deed) {
      this.ids = ids;
      this.timeout = timeout;
      this.deed = deed;
    }

    @Override
    public ProbeId id() {
      return ids.getFirst();
    }

    @Override
    public List<ProbeId> tellsFor() {
      return ids;
    }

    @Override
    public String host() {
      return "host";
    }

    @Override
    public Duration timeout() {
      return timeout;
    }

    @Override
    public Look look(Consumer<ProbeOutcome> answer) {
      deed.accept(answer);
      return () -> answer.accept(failed(Reason.CONNECT_TIMEOUT));
    }
  }
}
