package dev.lifeguard.schedule;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.schedule.ScheduleEvent.ClockSetBack;
import dev.lifeguard.schedule.ScheduleEvent.GapNoticed;
import dev.lifeguard.time.Continuity;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of each probe when it is due, with {@link ProbeDue}, on a thread of its own. Starts at once,
 * with nothing planned. Its methods may be called from any thread, one plan after the other.
 */
public final class Schedule {
  private static final Logger log = LoggerFactory.getLogger(Schedule.class);

  /** How often the clocks are compared. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final long LATENESS_TOLD_EVERY = 15_000;

  /** New probes begin within so many milliseconds, or longer: two begin in one millisecond. */
  private static final long SHORTEST_SPREAD = 500;

  private final Bus bus;
  private final Time time;
  private final Clockwork clockwork;
  private final Timer tick;
  private final Lateness lateness = new Lateness();
  private long latenessTold;
  private final Continuity continuity;
  private Moment last;

  public Schedule(Bus bus, Time time) {
    this.bus = bus;
    this.time = time;
    this.last = time.moment();
    this.continuity = new Continuity(TICK, last);
    this.clockwork = new Clockwork(this::due);
    this.tick = time.every(TICK, this::compareClocks);
  }

  /**
   * Makes this the whole plan. What is new is looked at within seconds, a changed interval keeps
   * its phase, and what stays as it was does not notice.
   */
  public void replace(Map<ProbeId, Duration> plan) {
    var present =
        clockwork.triggers().stream()
            .collect(Collectors.toMap(BeatTrigger::id, Function.identity()));
    for (var id : present.keySet()) if (!plan.containsKey(id)) clockwork.remove(id);
    var fresh = plan.size() - present.keySet().stream().filter(plan::containsKey).count();
    plan.forEach(
        (id, every) -> {
          var beat = Beat.of(id.toString(), every);
          if (!present.containsKey(id)) clockwork.put(soon(id, beat, fresh));
          else if (!present.get(id).beat().equals(beat)) clockwork.put(BeatTrigger.next(id, beat));
        });
    log.info("planned probes={} new={}", plan.size(), fresh);
  }

  /** Makes a planned probe due now, beside its beat; one that is not planned stays so. */
  public void now(ProbeId id) {
    for (var trigger : clockwork.triggers())
      if (trigger.id().equals(id)) clockwork.put(BeatTrigger.soon(id, trigger.beat(), 0));
  }

  /** Nothing is due any more. */
  public void stop() {
    tick.cancel();
    clockwork.stop();
  }

  private static BeatTrigger soon(ProbeId id, Beat beat, long together) {
    return BeatTrigger.soon(
        id, beat, Math.min(beat.period(), Math.max(SHORTEST_SPREAD, together / 2)));
  }

  /** On Quartz's thread. */
  private void due(BeatTrigger trigger) {
    var now = time.now();
    var late = Math.max(0, now.toEpochMilli() - trigger.fired());
    bus.publish(new ProbeDue(trigger.id(), Duration.ofMillis(late)));
    lateness.add(late);
    if (now.toEpochMilli() - latenessTold < LATENESS_TOLD_EVERY) return;
    latenessTold = now.toEpochMilli();
    bus.publish(new Observed(Subject.AGENT, Fact.SCHEDULE_LAG, FactValue.of(lateness.p99()), now));
    lateness.turn();
  }

  private void compareClocks() {
    var now = time.moment();
    var back = now.since(last).minus(Duration.between(last.wall(), now.wall()));
    var gap = continuity.tick(now);
    last = now;
    if (back.compareTo(TICK) > 0) setBack(back);
    else if (gap.isPositive()) gap(gap);
  }

  /** Quartz would wait until the wall clock is where it was before. */
  private void setBack(Duration by) {
    log.info("clock set back by={}", by);
    for (var trigger : clockwork.triggers())
      clockwork.put(BeatTrigger.next(trigger.id(), trigger.beat()));
    bus.publish(new ClockSetBack(by, time.now()));
  }

  /** Every trigger is put anew, because Quartz sleeps by a clock that did not count the gap. */
  private void gap(Duration length) {
    var triggers = clockwork.triggers();
    var missed = triggers.stream().filter(trigger -> missed(trigger, length)).count();
    if (missed > 0) {
      log.info("gap noticed length={} missed={}", length, missed);
      bus.publish(new GapNoticed(length, time.now()));
    }
    for (var trigger : triggers)
      clockwork.put(
          missed(trigger, length)
              ? soon(trigger.id(), trigger.beat(), missed)
              : BeatTrigger.next(trigger.id(), trigger.beat()));
  }

  private static boolean missed(BeatTrigger trigger, Duration gap) {
    return 2 * trigger.beat().period() < gap.toMillis();
  }
}
