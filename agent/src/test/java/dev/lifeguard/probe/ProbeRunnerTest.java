package dev.lifeguard.probe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.ProbeEvent.ProbeFailed;
import dev.lifeguard.probe.ProbeEvent.ProbePassed;
import dev.lifeguard.probe.ProbeEvent.ProbeSkipped;
import dev.lifeguard.reason.Reason;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProbeRunnerTest extends RunnerScene {
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
  void tellsASharedLookToEachWhoSharesIt() throws Exception {
    var ids = List.of(id("a"), id("b"), id("c"));
    runner.replace(List.of(new Calling(ids, LONG, answer -> answer.accept(passed("a")))));
    due("a");
    assertThat(List.of(next().id(), next().id(), next().id())).isEqualTo(ids);
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
}
