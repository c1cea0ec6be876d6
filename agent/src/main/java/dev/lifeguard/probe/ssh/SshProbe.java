package dev.lifeguard.probe.ssh;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Phase;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import dev.lifeguard.probe.ProbeOutcome.Timing;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login;
import dev.lifeguard.ssh.LoginOutcome;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Says whether a server lets us in and how long that takes, for all who go through it. The kept
 * session, if there is one, is asked first, which costs the server nothing; a full login follows
 * once it is due, within the server's budget.
 */
public final class SshProbe implements Probe.Blocking {
  /** Left over for telling what was seen, before the watchdog strikes. */
  private static final Duration MARGIN = Duration.ofMillis(200);

  private static final String KEPT = "keepalive";

  private final List<ProbeId> tellsFor;
  private final SshTarget target;
  private final SshSessions sessions;
  private final Time time;
  private Optional<Long> lastLogin = Optional.empty();

  public SshProbe(List<ProbeId> tellsFor, SshTarget target, SshSessions sessions, Time time) {
    this.tellsFor = List.copyOf(tellsFor);
    this.target = target;
    this.sessions = sessions;
    this.time = time;
  }

  /** Of a look that asked the kept session; empty for a login alone, and for any other probe. */
  public static Optional<Duration> roundTrip(ProbeOutcome.Passed outcome) {
    return outcome.timing().phases().stream()
        .filter(phase -> phase.name().equals(KEPT))
        .map(Phase::took)
        .findFirst();
  }

  @Override
  public ProbeId id() {
    return tellsFor.getFirst();
  }

  @Override
  public List<ProbeId> tellsFor() {
    return tellsFor;
  }

  @Override
  public String host() {
    return target.ssh().destination();
  }

  @Override
  public Duration timeout() {
    return target.timeout();
  }

  @Override
  public List<Reading> blind(String because) {
    return readings(FactValue.unknown(because), FactValue.unknown(because));
  }

  @Override
  public ProbeOutcome look() throws InterruptedException {
    var start = time.nanos();
    try (var kept = sessions.kept(target.ssh()).orElse(null)) {
      if (kept != null) {
        var asked = ask(kept.session(), start);
        if (asked instanceof ProbeOutcome.Failed || !loginIsDue()) return asked;
        return both(asked, login(start));
      }
    }
    return login(start);
  }

  /** What the kept session said is told with the login, whose time it is no part of. */
  private static ProbeOutcome both(ProbeOutcome asked, ProbeOutcome login) {
    if (!(login instanceof ProbeOutcome.Passed(var timing, var readings))) return login;
    var phases = new ArrayList<>(asked.timing().phases());
    phases.addAll(timing.phases());
    return new ProbeOutcome.Passed(new Timing(timing.took(), phases), readings);
  }

  /** A little early counts, because schedules jitter: else every second login would be left out. */
  private boolean loginIsDue() {
    var due = target.loginEvery().multipliedBy(4).dividedBy(5);
    return lastLogin.map(last -> time.since(last).compareTo(due) >= 0).orElse(true);
  }

  private ProbeOutcome ask(SshSession session, long start) throws InterruptedException {
    try {
      var took = session.alive(left(start)).toCompletableFuture().get();
      return passed(new Timing(took, List.of(new Phase(KEPT, took))));
    } catch (ExecutionException e) {
      return failed(failure(e.getCause()), new Timing(time.since(start), List.of()));
    }
  }

  private ProbeOutcome login(long start) throws InterruptedException {
    lastLogin = Optional.of(start);
    try {
      var outcome = await(sessions.login(target.ssh(), target.shared()), left(start));
      return switch (outcome) {
        case LoginOutcome.Passed(var login) -> passed(timing(login, login.took()));
        case LoginOutcome.Failed(var failure, var soFar) ->
            failed(failure, timing(soFar, time.since(start)));
        case LoginOutcome.NotTried(var because) -> unknown(because, start);
      };
    } catch (TimeoutException e) {
      var within = target.timeout().toMillis() + " ms";
      return failed(
          new Failure(Reason.TIMEOUT, "no login within " + within), Timing.of(time.since(start)));
    } catch (ExecutionException e) {
      return failed(failure(e.getCause()), Timing.of(time.since(start)));
    }
  }

  private static <T> T await(CompletionStage<T> stage, Duration within)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<T> future = stage.toCompletableFuture();
    return future.get(within.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The steps of the hops that this login itself passed, the same step of all hops together. */
  private static Timing timing(Login login, Duration took) {
    var phases = new ArrayList<Phase>();
    for (var step : Login.Step.values()) {
      var laps =
          login.hops().stream()
              .filter(hop -> !hop.reused())
              .flatMap(hop -> hop.laps().stream())
              .filter(lap -> lap.step() == step)
              .toList();
      if (!laps.isEmpty())
        phases.add(
            new Phase(
                step.code(),
                laps.stream().map(Login.Lap::took).reduce(Duration.ZERO, Duration::plus)));
    }
    return new Timing(took, phases);
  }

  private ProbeOutcome passed(Timing timing) {
    var readings = readings(FactValue.of(timing.took()), FactValue.of("none"));
    return new ProbeOutcome.Passed(timing, readings);
  }

  /** No answer counts as infinitely slow. */
  private ProbeOutcome failed(Failure failure, Timing timing) {
    var never = FactValue.of(Double.POSITIVE_INFINITY);
    var readings = readings(never, FactValue.of(failure.reason().code()));
    return new ProbeOutcome.Failed(failure, timing, readings);
  }

  /** No login was tried: a server that sends us away is a fact, an empty budget of ours is none. */
  private ProbeOutcome unknown(Failure because, long start) {
    return because.reason() == Reason.PENALISED || because.reason() == Reason.NO_BANNER
        ? failed(because, Timing.of(time.since(start)))
        : new ProbeOutcome.Unknown(
            because, Timing.of(time.since(start)), blind(because.reason().meaning()));
  }

  private List<Reading> readings(FactValue took, FactValue reason) {
    var readings = new ArrayList<Reading>();
    for (var id : tellsFor) {
      readings.add(new Reading(id.subject(), Fact.SSH_AUTH_TIME, took));
      readings.add(new Reading(id.subject(), Fact.SSH_REASON, reason));
    }
    return readings;
  }

  private Duration left(long start) {
    var left = target.timeout().minus(MARGIN).minus(time.since(start));
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private static Failure failure(Throwable thrown) {
    return thrown instanceof FailedException expected
        ? expected.failure()
        : new Failure(Reason.BROKEN, String.valueOf(thrown));
  }
}
