package dev.lifeguard.schedule;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.schedule.ScheduleEvent.ClockSetBack;
import dev.lifeguard.schedule.ScheduleEvent.GapNoticed;
import dev.lifeguard.time.ManualTime;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.time.Time;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Quartz and its own clock are real here, so that only order and outcome are held, not moments. */
class ScheduleTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final BlockingQueue<ProbeDue> due = new LinkedBlockingQueue<>();
  private Schedule schedule;

  private void start(Time time) {
    bus.on(ProbeDue.class, due::add);
    schedule = new Schedule(bus, time);
  }

  @AfterEach
  void stop() {
    if (schedule != null) schedule.stop();
    vertx.close().await();
  }

  @Test
  void looksAtWhatIsNewWithinSecondsHoweverLongItsInterval() throws Exception {
    start(new RealTime(vertx));
    schedule.replace(Map.of(id("a"), HOUR, id("b"), HOUR, id("c"), HOUR));
    var seen = new HashSet<ProbeId>();
    for (int n = 0; n < 3; n++) seen.add(next().id());
    assertThat(seen).containsExactlyInAnyOrder(id("a"), id("b"), id("c"));
    assertThat(due.poll(300, MILLISECONDS)).isNull();
  }

  @Test
  void firesAgainAndAgainAndSaysHowLate() throws Exception {
    start(new RealTime(vertx));
    schedule.replace(Map.of(id("a"), Duration.ofMillis(100)));
    for (int n = 0; n < 10; n++) {
      var one = next();
      assertThat(one.id()).isEqualTo(id("a"));
      assertThat(one.lag()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  @Test
  void fiftyMillisecondsApartMeansTwentyASecond() throws Exception {
    start(new RealTime(vertx));
    schedule.replace(Map.of(id("a"), Duration.ofMillis(50)));
    next();
    var begun = System.nanoTime();
    for (int n = 0; n < 40; n++) next();
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(1_700), Duration.ofSeconds(20));
  }

  @Test
  void aReloadAddsRemovesAndLeavesTheRestInPeace() throws Exception {
    start(new RealTime(vertx));
    schedule.replace(Map.of(id("stays"), HOUR, id("goes"), Duration.ofMillis(50)));
    while (!next().id().equals(id("stays"))) continue;
    schedule.replace(Map.of(id("stays"), HOUR, id("comes"), HOUR));
    due.clear();
    var seen = new HashSet<ProbeId>();
    for (var one = next(); one != null; one = due.poll(500, MILLISECONDS)) seen.add(one.id());
    assertThat(seen).contains(id("comes")).doesNotContain(id("stays"));
    assertThat(due.poll(300, MILLISECONDS)).isNull();
  }

  @Test
  void aChangedIntervalIsKeptFromThenOn() throws Exception {
    start(new RealTime(vertx));
    schedule.replace(Map.of(id("a"), HOUR));
    next();
    schedule.replace(Map.of(id("a"), Duration.ofMillis(100)));
    for (int n = 0; n < 5; n++) next();
    schedule.replace(Map.of(id("a"), HOUR));
    due.clear();
    due.poll(300, MILLISECONDS); // one may have been on its way
    assertThat(due.poll(500, MILLISECONDS)).isNull();
  }

  @Test
  void canBeAskedForALookNow() throws Exception {
    start(new RealTime(vertx));
    schedule.replace(Map.of(id("a"), HOUR, id("b"), HOUR));
    next();
    next();
    schedule.now(id("b"));
    assertThat(next().id()).isEqualTo(id("b"));
    schedule.now(id("unknown"));
    assertThat(due.poll(300, MILLISECONDS)).isNull();
  }

  @Test
  void saysNothingAfterItsEnd() throws Exception {
    start(new RealTime(vertx));
    schedule.replace(Map.of(id("a"), Duration.ofMillis(20)));
    next();
    schedule.stop();
    while (due.poll(300, MILLISECONDS) != null) continue;
    assertThat(due.poll(300, MILLISECONDS)).isNull();
  }

  @Test
  void publishesTheNinetyNinthPercentileOfItsLateness() throws Exception {
    var facts = new LinkedBlockingQueue<Observed>();
    bus.on(Observed.class, facts::add);
    start(new RealTime(vertx));
    schedule.replace(Map.of(id("a"), Duration.ofMillis(50)));
    var fact = facts.poll(10, SECONDS);
    assertThat(fact.fact()).isEqualTo(Fact.SCHEDULE_LAG);
    assertThat(fact.subject()).isEqualTo(Subject.AGENT);
    assertThat(((FactValue.Amount) fact.value()).value()).isBetween(0.0, 10.0);
  }

  @Test
  void afterAGapLooksAtOnceAtWhatMissedTwoIntervalsAndSaysSo() throws Exception {
    var time = new ManualTime(Instant.now());
    var gaps = new LinkedBlockingQueue<GapNoticed>();
    bus.on(GapNoticed.class, gaps::add);
    start(time);
    schedule.replace(Map.of(id("often"), Duration.ofMinutes(5), id("seldom"), HOUR));
    next();
    next();
    time.jump(Duration.ofMinutes(30));
    time.advance(Duration.ofSeconds(1));
    assertThat(next().id()).isEqualTo(id("often"));
    assertThat(gaps.poll(10, SECONDS).length())
        .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31));
    assertThat(due.poll(300, MILLISECONDS)).isNull();
  }

  @Test
  void aGapShorterThanTwoIntervalsOfEveryProbeIsNone() throws Exception {
    var time = new ManualTime(Instant.now());
    var gaps = new LinkedBlockingQueue<GapNoticed>();
    bus.on(GapNoticed.class, gaps::add);
    start(time);
    schedule.replace(Map.of(id("a"), HOUR));
    next();
    time.jump(Duration.ofMinutes(30));
    time.advance(Duration.ofSeconds(1));
    assertThat(due.poll(300, MILLISECONDS)).isNull();
    assertThat(gaps).isEmpty();
  }

  @Test
  void followsAClockThatIsSetBack() throws Exception {
    var time = new ManualTime(Instant.now());
    var back = new LinkedBlockingQueue<ClockSetBack>();
    bus.on(ClockSetBack.class, back::add);
    start(time);
    schedule.replace(Map.of(id("a"), Duration.ofMillis(200)));
    next();
    time.jump(HOUR.negated());
    time.advance(Duration.ofSeconds(1));
    assertThat(back.poll(10, SECONDS).by()).isEqualTo(HOUR);
    due.clear();
    next();
    next();
  }

  @Test
  void doesNotMakeUpForLostFirings() throws Exception {
    var trigger = BeatTrigger.next(id("a"), Beat.of("a", Duration.ofMillis(20)));
    var slot = trigger.getNextFireTime().getTime();
    due.poll(300, MILLISECONDS);
    var now = System.currentTimeMillis();
    trigger.triggered(null);
    assertThat(trigger.fired()).isEqualTo(slot).isLessThan(now - 200);
    assertThat(trigger.getNextFireTime().getTime()).isGreaterThan(now);
  }

  @Test
  void spreadsWhatIsOverdueInsteadOfFiringItAtOnce() {
    var moments = new HashSet<Long>();
    for (int n = 0; n < 100; n++) {
      var trigger = BeatTrigger.next(id("g" + n), Beat.of("g" + n, Duration.ofSeconds(10)));
      var slot = trigger.getNextFireTime().getTime();
      trigger.updateAfterMisfire(null);
      moments.add(trigger.getNextFireTime().getTime() / 50);
      trigger.triggered(null);
      assertThat(trigger.fired()).as("lateness counts from the plan").isEqualTo(slot);
    }
    assertThat(moments).hasSizeGreaterThan(10);
  }

  private ProbeDue next() throws InterruptedException {
    var one = due.poll(10, SECONDS);
    assertThat(one).as("a probe that is due").isNotNull();
    return one;
  }

  private static ProbeId id(String gateway) {
    return new ProbeId(Subject.gateway(gateway), "tcp");
  }
}
