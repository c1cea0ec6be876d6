package dev.lifeguard.probe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.probe.ProbeEvent.ProbePassed;
import dev.lifeguard.probe.ProbeEvent.ProbeUnknown;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks that hang, throw, or fail through our own fault. */
class ProbeRunnerFaultsTest extends RunnerScene {
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
                  time.push(Duration.ofMinutes(10));
                  return waitInterruptibly();
                })));
    due("home");
    assertThat(unknown(next())).isEqualTo(Reason.AGENT_STALLED);
  }

  @ParameterizedTest
  @CsvSource({"KEX_TIMEOUT, AGENT_STALLED", "REFUSED, REFUSED"})
  void anAnswerMissedWhileWeStoodStillIsOurFaultAndAnAnswerIsNot(Reason found, Reason told)
      throws Exception {
    runner.replace(
        List.of(
            blocking(
                "home",
                LONG,
                () -> {
                  time.push(Duration.ofSeconds(12));
                  throw new FailedException(found, "while we stood still");
                })));
    due("home");
    var event = next();
    assertThat(told == found ? failure(event) : unknown(event)).isEqualTo(told);
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
}
