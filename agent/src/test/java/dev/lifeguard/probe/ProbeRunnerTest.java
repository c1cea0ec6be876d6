package dev.lifeguard.probe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.probe.ProbeEvent.ProbeFailed;
import dev.lifeguard.probe.ProbeEvent.ProbePassed;
import dev.lifeguard.probe.ProbeEvent.ProbeSkipped;
import dev.lifeguard.probe.ProbeEvent.ProbeUnknown;
import dev.lifeguard.probe.ProbeOutcome.Failed;
import dev.lifeguard.probe.ProbeOutcome.Passed;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import dev.lifeguard.probe.ProbeOutcome.Timing;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final AtomicBoolean networkGone = new AtomicBoolean();
  private final BlockingQueue<ProbeEvent> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<Observed> facts = new LinkedBlockingQueue<>();
  private final AtomicLong slept = new AtomicLong();
  private final CountDownLatch release = new CountDownLatch(1);
  private final ProbeRunner runner =
      new ProbeRunner(
          bus,
          sleepyTime(),
          new ProbeRunner.Terms(
              new Bulkhead.Limits(2, 1), Duration.ofMillis(200), networkGone::get));
  private String deployed = "";

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

  @Test
  void tellsWhatPassedAndEachFactThatWasSeen() throws Exception {
    runner.replace(List.of(blocking("home", LONG, () -> passed("home"))));
    due("home");
    assertThat(next())
        .isInstanceOf(ProbePassed.class)
        .extracting(ProbeEvent::id)
        .isEqualTo(id("home"));
    var fact = facts.poll(10, SECONDS);
    assertThat(fact.subject()).isEqualTo(Subject.gateway("home"));
    assertThat(fact.value()).isEqualTo(FactValue.of(0.25));
  }

  @Test
  void looksOnAVirtualThreadNamedAfterTheProbe() throws Exception {
    var names = new LinkedBlockingQueue<String>();
    runner.replace(
        List.of(
            blocking(
                "home",
                LONG,
                () -> {
                  names.add(Thread.currentThread().getName() + Thread.currentThread().isVirtual());
                  return passed("home");
                })));
    due("home");
    assertThat(names.poll(10, SECONDS)).isEqualTo("probe tcp/hometrue");
  }

  @Test
  void interruptsALookAtItsDeadlineAndCallsThatATimeout() throws Exception {
    runner.replace(List.of(blocking("home", SHORT, this::waitInterruptibly)));
    due("home");
    assertThat(failure(next())).isEqualTo(Reason.TIMEOUT);
    assertThat(facts.poll(10, SECONDS).value()).isInstanceOf(FactValue.Unknown.class);
  }

  @Test
  void aLookThatWeSleptThroughIsOurFaultAndNotTheTargets() throws Exception {
    runner.replace(
        List.of(
            blocking(
                "home",
                SHORT,
                () -> {
                  slept.addAndGet(Duration.ofMinutes(10).toNanos());
                  return waitInterruptibly();
                })));
    due("home");
    assertThat(unknown(next())).isEqualTo(Reason.AGENT_STALLED);
  }

  @Test
  void givesUpOnALookThatIgnoresItsInterruptAndDropsItsLateAnswer() throws Exception {
    runner.replace(List.of(blocking("home", SHORT, this::waitForGood)));
    due("home");
    assertThat(unknown(next())).isEqualTo(Reason.DEADLINE_EXCEEDED);
    release.countDown();
    assertThat(told.poll(300, MILLISECONDS)).isNull();
    due("home");
    assertThat(next()).isInstanceOf(ProbePassed.class);
  }

  @Test
  void aStuckHostTakesNobodyElsesPlace() throws Exception {
    runner.replace(
        List.of(
            at("stuck", blocking("a", LONG, this::waitForGood)),
            at("stuck", blocking("b", LONG, this::waitForGood)),
            at("well", blocking("c", LONG, () -> passed("c")))));
    due("a");
    due("b");
    due("c");
    assertThat(next().id()).isEqualTo(id("c"));
  }

  @Test
  void aFullBulkheadLetsOneWaitAndSaysSoToTheNext() throws Exception {
    var begun = new CountDownLatch(2);
    runner.replace(
        List.of(
            at("host", blocking("a", LONG, () -> waitForGood(begun))),
            at("host", blocking("b", LONG, () -> waitForGood(begun))),
            at("host", blocking("waits", LONG, () -> passed("waits"))),
            at("host", blocking("refused", LONG, () -> passed("refused")))));
    for (var name : List.of("a", "b", "waits", "refused")) due(name);
    var refused = next();
    assertThat(refused.id()).isEqualTo(id("refused"));
    assertThat(unknown(refused)).isEqualTo(Reason.BULKHEAD_FULL);
    assertThat(begun.await(10, SECONDS)).isTrue();
    release.countDown();
    assertThat(List.of(next().id(), next().id(), next().id())).contains(id("waits"));
  }

  @Test
  void theWatchdogFreesTheSlotForThoseWhoWait() throws Exception {
    runner.replace(
        List.of(
            at("host", blocking("a", SHORT, this::waitForGood)),
            at("host", blocking("b", SHORT, this::waitForGood)),
            at("host", blocking("waits", LONG, () -> passed("waits")))));
    for (var name : List.of("a", "b", "waits")) due(name);
    var all = List.of(next(), next(), next());
    assertThat(all.stream().filter(ProbePassed.class::isInstance).map(ProbeEvent::id))
        .containsExactly(id("waits"));
    assertThat(all.stream().filter(ProbeUnknown.class::isInstance)).hasSize(2);
  }

  @Test
  void afterThreeThreadsThatNeverCameBackRisksNoFourth() throws Exception {
    var looks = new AtomicInteger();
    runner.replace(
        List.of(
            blocking(
                "home",
                Duration.ofMillis(1),
                () -> {
                  looks.incrementAndGet();
                  return waitForGood();
                })));
    for (int n = 0; n < 5; n++) {
      due("home");
      assertThat(unknown(next())).isEqualTo(Reason.DEADLINE_EXCEEDED);
    }
    assertThat(looks).hasValue(3);
  }

  @Test
  void neverRunsTheSameProbeTwiceAtOnce() throws Exception {
    var looks = new AtomicInteger();
    runner.replace(
        List.of(
            blocking(
                "home",
                LONG,
                () -> {
                  looks.incrementAndGet();
                  return waitForGood();
                })));
    due("home");
    due("home");
    assertThat(next()).isInstanceOf(ProbeSkipped.class);
    release.countDown();
    assertThat(next()).isInstanceOf(ProbePassed.class);
    assertThat(looks).hasValue(1);
  }

  @Test
  void aBugIsUnknownAndNotTheTargetsFault() throws Exception {
    runner.replace(
        List.of(
            blocking(
                "home",
                LONG,
                () -> {
                  throw new IllegalStateException("a bug, thrown on purpose by a test");
                })));
    due("home");
    assertThat(unknown(next())).isEqualTo(Reason.BROKEN);
    due("home");
    assertThat(unknown(next())).isEqualTo(Reason.BROKEN);
  }

  @Test
  void aFailureThatWasThrownKeepsItsReason() throws Exception {
    runner.replace(
        List.of(
            blocking(
                "home",
                LONG,
                () -> {
                  throw new FailedException(Reason.KEY_REJECTED, "none of 2 keys");
                })));
    due("home");
    assertThat(failure(next())).isEqualTo(Reason.KEY_REJECTED);
  }

  @Test
  void aReplacedProbeIsEndedAndItsOutcomeDropped() throws Exception {
    var begun = new CountDownLatch(1);
    runner.replace(
        List.of(
            blocking(
                "home",
                LONG,
                () -> {
                  begun.countDown();
                  return waitInterruptibly();
                })));
    due("home");
    assertThat(begun.await(10, SECONDS)).isTrue();
    runner.replace(List.of(blocking("home", LONG, () -> failed(Reason.REFUSED))));
    for (ProbeEvent event = null; !(event instanceof ProbeFailed(_, var outcome, _)); ) {
      due("home");
      event = next();
      assertThat(event).isInstanceOfAny(ProbeFailed.class, ProbeSkipped.class);
    }
  }

  @Test
  void aRemovedProbeThatWaitsForItsTurnLeavesTheLine() throws Exception {
    var a = at("host", blocking("a", LONG, this::waitForGood));
    var b = at("host", blocking("b", LONG, this::waitForGood));
    var gone = at("host", blocking("gone", LONG, () -> passed("gone")));
    var later = at("host", blocking("later", LONG, () -> passed("later")));
    runner.replace(List.of(a, b, gone));
    for (var name : List.of("a", "b", "gone")) due(name);
    runner.replace(List.of(a, b, later));
    release.countDown();
    assertThat(List.of(next().id(), next().id())).containsExactlyInAnyOrder(id("a"), id("b"));
    due("later");
    assertThat(next().id()).isEqualTo(id("later"));
  }

  @Test
  void aProbeThatNobodyPlannedIsNotLookedAt() throws Exception {
    runner.replace(List.of(blocking("home", LONG, () -> passed("home"))));
    due("stranger");
    due("home");
    assertThat(next().id()).isEqualTo(id("home"));
  }

  @Test
  void withoutANetworkTargetsElsewhereAreUnknownAndThoseHereAreNot() throws Exception {
    networkGone.set(true);
    runner.replace(
        List.of(
            at("198.51.100.7", blocking("far", LONG, () -> failed(Reason.CONNECT_TIMEOUT))),
            at("127.0.0.1", blocking("near", LONG, () -> failed(Reason.CONNECT_TIMEOUT))),
            at("198.51.100.8", blocking("answered", LONG, () -> failed(Reason.REFUSED)))));
    due("far");
    assertThat(unknown(next())).isEqualTo(Reason.OWN_NETWORK_DOWN);
    due("near");
    assertThat(failure(next())).isEqualTo(Reason.CONNECT_TIMEOUT);
    due("answered");
    assertThat(failure(next())).isEqualTo(Reason.REFUSED);
  }

  @Test
  void tellsASharedLookToEachWhoSharesIt() throws Exception {
    var ids = List.of(id("a"), id("b"), id("c"));
    runner.replace(List.of(new Calling(ids, LONG, answer -> answer.accept(passed("a")))));
    due("a");
    assertThat(List.of(next().id(), next().id(), next().id())).isEqualTo(ids);
  }

  @Test
  void asksALookThatCallsBackToEndAtItsDeadline() throws Exception {
    var probe = new Calling(List.of(id("home")), SHORT, _ -> {});
    runner.replace(List.of(probe));
    due("home");
    assertThat(failure(next())).isEqualTo(Reason.CONNECT_TIMEOUT);
  }

  @Test
  void givesUpOnALookThatNeverCallsBack() throws Exception {
    Probe.Async silent =
        new Calling(List.of(id("home")), SHORT, _ -> {}) {
          @Override
          public Look look(Consumer<ProbeOutcome> answer) {
            return () -> {};
          }
        };
    runner.replace(List.of(silent));
    due("home");
    assertThat(unknown(next())).isEqualTo(Reason.DEADLINE_EXCEEDED);
  }

  @Test
  void stopsInAMomentAndTellsNothingMore() throws Exception {
    var begun = new CountDownLatch(2);
    runner.replace(
        List.of(
            at("x", blocking("a", LONG, () -> waitForGood(begun))),
            at(
                "y",
                blocking(
                    "b",
                    LONG,
                    () -> {
                      begun.countDown();
                      return waitInterruptibly();
                    }))));
    due("a");
    due("b");
    assertThat(begun.await(10, SECONDS)).isTrue();
    vertx.undeploy(deployed).await(10, SECONDS);
    release.countDown();
    due("a");
    assertThat(told.poll(300, MILLISECONDS)).isNull();
  }

  /** Real time, and what the machine slept. */
  private Time sleepyTime() {
    var real = new RealTime(vertx);
    return new Time() {
      @Override
      public Instant now() {
        return real.now();
      }

      @Override
      public long nanos() {
        return real.nanos() + slept.get();
      }

      @Override
      public Timer after(Duration delay, Runnable action) {
        return real.after(delay, action);
      }

      @Override
      public Timer every(Duration period, Runnable action) {
        return real.every(period, action);
      }
    };
  }

  private void due(String gateway) {
    bus.publish(new ProbeDue(id(gateway), Duration.ZERO));
  }

  private ProbeEvent next() throws InterruptedException {
    var event = told.poll(10, SECONDS);
    assertThat(event).as("an outcome").isNotNull();
    return event;
  }

  private static Reason failure(ProbeEvent event) {
    assertThat(event).isInstanceOf(ProbeFailed.class);
    return ((ProbeFailed) event).outcome().failure().reason();
  }

  private static Reason unknown(ProbeEvent event) {
    assertThat(event).isInstanceOf(ProbeUnknown.class);
    return ((ProbeUnknown) event).because().reason();
  }

  private ProbeOutcome waitInterruptibly() throws InterruptedException {
    release.await();
    return passed("home");
  }

  /** What a system call does that nothing can interrupt. */
  private ProbeOutcome waitForGood() {
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

  private ProbeOutcome waitForGood(CountDownLatch begun) {
    begun.countDown();
    return waitForGood();
  }

  private static ProbeId id(String gateway) {
    return new ProbeId(Subject.gateway(gateway), "tcp");
  }

  private static ProbeOutcome passed(String gateway) {
    var seen = new Reading(Subject.gateway(gateway), Fact.TCP_LATENCY, FactValue.of(0.25));
    return new Passed(Timing.of(Duration.ofMillis(250)), List.of(seen));
  }

  private static ProbeOutcome failed(Reason reason) {
    return new Failed(new Failure(reason, "as the test wants"), Timing.of(SHORT), List.of());
  }

  @FunctionalInterface
  private interface Deed {
    ProbeOutcome look() throws InterruptedException;
  }

  private record Blocking(ProbeId id, String host, Duration timeout, Deed deed)
      implements Probe.Blocking {
    @Override
    public ProbeOutcome look() throws InterruptedException {
      return deed.look();
    }

    @Override
    public List<Reading> blind(String because) {
      return List.of(new Reading(id.subject(), Fact.TCP_LATENCY, FactValue.unknown(because)));
    }
  }

  private static Blocking blocking(String gateway, Duration timeout, Deed deed) {
    return new Blocking(id(gateway), gateway, timeout, deed);
  }

  private static Blocking at(String host, Blocking probe) {
    return new Blocking(probe.id(), host, probe.timeout(), probe.deed());
  }

  private static class Calling implements Probe.Async {
    private final List<ProbeId> ids;
    private final Duration timeout;
    private final Consumer<Consumer<ProbeOutcome>> deed;

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
