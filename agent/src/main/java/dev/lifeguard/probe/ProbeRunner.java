package dev.lifeguard.probe;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.probe.ProbeOutcome.Failed;
import dev.lifeguard.probe.ProbeOutcome.Timing;
import dev.lifeguard.probe.ProbeOutcome.Unknown;
import dev.lifeguard.probe.Run.End;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks when a probe is due: never twice at once with the same one, within its host's bulkhead and
 * within its deadline. An event-loop verticle; looks that block have a virtual thread of their own,
 * and all state belongs to this context.
 */
public final class ProbeRunner extends VerticleBase {
  /**
   * What it goes by.
   *
   * @param grace how long after its deadline a look may take to end itself, before the watchdog
   *     gives up on it
   * @param networkGone whether this machine has no network at all
   */
  record Terms(Bulkhead.Limits limits, Duration grace, BooleanSupplier networkGone) {}

  /** So many threads that never came back, and no further one is risked with that probe. */
  private static final int STUCK_LIMIT = 3;

  private static final Bulkhead.Limits LIMITS = new Bulkhead.Limits(8, 64);
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** What says no more than that nothing came in time. */
  private static final Set<Reason> OF_TIME =
      EnumSet.of(
          Reason.TIMEOUT,
          Reason.CONNECT_TIMEOUT,
          Reason.NO_BANNER,
          Reason.KEX_TIMEOUT,
          Reason.AUTH_TIMEOUT,
          Reason.STALLED);

  private static final Duration MUCH = Duration.ofSeconds(1);

  private final Bus bus;
  private final Time time;
  private final Terms terms;
  private final Teller teller;
  private final Standstill standstill;
  private final Map<ProbeId, Probe> probes = new HashMap<>();
  private final Map<ProbeId, Run> runs = new HashMap<>();
  private final Map<ProbeId, Integer> stuck = new HashMap<>();
  private final Map<String, Bulkhead> bulkheads = new HashMap<>();
  private final Promise<Void> drained = Promise.promise();
  private Subscription subscription = () -> {};
  private Timer ticks = () -> {};
  private boolean stopping;

  public ProbeRunner(Bus bus, Time time) {
    this(bus, time, new Terms(LIMITS, GRACE, new OwnNetwork(time)::gone));
  }

  ProbeRunner(Bus bus, Time time, Terms terms) {
    this.bus = bus;
    this.time = time;
    this.terms = terms;
    this.teller = new Teller(bus, time, terms.networkGone());
    this.standstill = new Standstill(time);
  }

  @Override
  public Future<?> start() {
    subscription = bus.on(ProbeDue.class, this::due);
    ticks = time.every(Standstill.TICK, standstill::tick);
    return Future.succeededFuture();
  }

  /** Refuses new looks, ends those under way, and waits for them no longer than the watchdog. */
  @Override
  public Future<?> stop() {
    stopping = true;
    subscription.end();
    ticks.cancel();
    List.copyOf(runs.values()).forEach(this::endUnwanted);
    if (runs.isEmpty()) drained.tryComplete();
    time.after(terms.grace(), drained::tryComplete);
    return drained.future();
  }

  /**
   * Makes these all the probes there are; from any thread, once deployed. A look under way whose
   * probe is gone or differs now is ended, and its outcome dropped.
   */
  public void replace(Collection<? extends Probe> all) {
    var next = all.stream().collect(Collectors.toMap(Probe::id, Function.<Probe>identity()));
    context.runOnContext(_ -> take(next));
  }

  private void take(Map<ProbeId, Probe> next) {
    for (var run : List.copyOf(runs.values()))
      if (!run.probe.equals(next.get(run.probe.id()))) endUnwanted(run);
    probes.clear();
    probes.putAll(next);
    bulkheads.values().removeIf(Bulkhead::idle);
    teller.forgetAllBut(next.keySet());
  }

  private void due(ProbeDue due) {
    var probe = probes.get(due.id());
    if (stopping || probe == null) return;
    if (runs.containsKey(due.id())) teller.skipped(probe);
    else if (stuck.getOrDefault(due.id(), 0) >= STUCK_LIMIT)
      teller.tell(probe, unknown(probe, Reason.DEADLINE_EXCEEDED, "earlier looks never came back"));
    else enter(probe);
  }

  private void enter(Probe probe) {
    var bulkhead = bulkheads.computeIfAbsent(probe.host(), _ -> new Bulkhead(terms.limits()));
    var run = new Run(probe, bulkhead, time.nanos());
    runs.put(probe.id(), run);
    if (bulkhead.enter(() -> begin(run))) return;
    runs.remove(probe.id());
    teller.tell(probe, full(probe, "no room to wait"));
  }

  private void begin(Run run) {
    run.waiting = false;
    if (run.unwanted) {
      run.bulkhead.leave();
      return;
    }
    var waited = time.since(run.asked);
    if (waited.compareTo(run.probe.timeout()) > 0)
      ended(run, full(run.probe, "waited in vain for " + waited.toMillis() + " ms"));
    else look(run);
  }

  private void look(Run run) {
    run.begun = time.nanos();
    run.stoodBefore = standstill.total();
    run.alarm = time.after(run.probe.timeout(), () -> deadline(run));
    run.look =
        switch (run.probe) {
          case Probe.Blocking probe -> onItsOwnThread(probe, end -> answered(run, end));
          case Probe.Async probe -> callingBack(probe, end -> answered(run, end));
        };
  }

  private static Probe.Look onItsOwnThread(Probe.Blocking probe, Consumer<End> ended) {
    var name = "probe " + probe.id();
    return Thread.ofVirtual().name(name).start(() -> ended.accept(look(probe)))::interrupt;
  }

  private static End look(Probe.Blocking probe) {
    try {
      return End.with(probe.look());
    } catch (InterruptedException _) {
      var within = "no answer within " + probe.timeout().toMillis() + " ms";
      return End.with(failed(probe, new Failure(Reason.TIMEOUT, within)));
    } catch (FailedException e) {
      return End.with(failed(probe, e.failure()));
    } catch (RuntimeException | Error e) {
      return broken(probe, e);
    }
  }

  private static Probe.Look callingBack(Probe.Async probe, Consumer<End> ended) {
    try {
      return probe.look(outcome -> ended.accept(End.with(outcome)));
    } catch (RuntimeException | Error e) {
      ended.accept(broken(probe, e));
      return () -> {};
    }
  }

  /** From any thread. */
  private void answered(Run run, End end) {
    if (Vertx.currentContext() == context) ended(run, end);
    else context.runOnContext(_ -> ended(run, end));
  }

  private void ended(Run run, ProbeOutcome outcome) {
    ended(run, End.with(outcome));
  }

  private void ended(Run run, End end) {
    if (run.over) {
      stuck.computeIfPresent(run.probe.id(), (_, many) -> many == 1 ? null : many - 1);
      return;
    }
    run.over = true;
    run.alarm.cancel();
    runs.remove(run.probe.id());
    run.bulkhead.leave();
    if (!run.unwanted) teller.tell(run.probe, new End(judged(run, end.outcome()), end.bug()));
    if (stopping && runs.isEmpty()) drained.tryComplete();
  }

  /** A failure that we slept through is our own. */
  private ProbeOutcome judged(Run run, ProbeOutcome outcome) {
    if (!(outcome instanceof Failed(var failure, _, _))) return outcome;
    var took = time.since(run.begun);
    var stood = standstill.total().minus(run.stoodBefore);
    var late = took.compareTo(run.probe.timeout().plus(terms.grace())) >= 0;
    if (!late && !(OF_TIME.contains(failure.reason()) && isMuch(stood, took))) return outcome;
    return unknown(
        run.probe, Reason.AGENT_STALLED, "for " + (late ? took : stood).toMillis() + " ms");
  }

  /** Whoever was asked had less time to answer than he should have had. */
  private static boolean isMuch(Duration stood, Duration took) {
    return stood.compareTo(MUCH) >= 0 && stood.multipliedBy(4).compareTo(took) >= 0;
  }

  private void deadline(Run run) {
    if (run.over) return;
    run.alarm = time.after(terms.grace(), () -> giveUp(run));
    run.look.end();
  }

  private void giveUp(Run run) {
    if (run.over) return;
    ended(run, unknown(run.probe, Reason.DEADLINE_EXCEEDED, "the watchdog gave up on it"));
    stuck.merge(run.probe.id(), 1, Integer::sum);
  }

  /** Its place stays taken until it really ended, or until the watchdog gives up on it. */
  private void endUnwanted(Run run) {
    run.unwanted = true;
    if (run.waiting) {
      runs.remove(run.probe.id());
    } else {
      run.alarm.cancel();
      deadline(run);
    }
  }

  private static End broken(Probe probe, Throwable bug) {
    return new End(unknown(probe, Reason.BROKEN, bug.toString()), Optional.of(bug));
  }

  private static ProbeOutcome failed(Probe probe, Failure failure) {
    return new Failed(failure, Timing.of(probe.timeout()), probe.blind(failure.reason().meaning()));
  }

  private static ProbeOutcome full(Probe probe, String detail) {
    return unknown(probe, Reason.BULKHEAD_FULL, probe.host() + ": " + detail);
  }

  private static ProbeOutcome unknown(Probe probe, Reason reason, String detail) {
    var readings = probe.blind(reason.meaning());
    return new Unknown(new Failure(reason, detail), Timing.of(Duration.ZERO), readings);
  }
}
