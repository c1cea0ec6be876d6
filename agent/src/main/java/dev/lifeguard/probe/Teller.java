package dev.lifeguard.probe;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.probe.ProbeEvent.ProbeFailed;
import dev.lifeguard.probe.ProbeEvent.ProbePassed;
import dev.lifeguard.probe.ProbeEvent.ProbeSkipped;
import dev.lifeguard.probe.ProbeEvent.ProbeUnknown;
import dev.lifeguard.probe.ProbeOutcome.Failed;
import dev.lifeguard.probe.ProbeOutcome.Passed;
import dev.lifeguard.probe.ProbeOutcome.Unknown;
import dev.lifeguard.probe.Run.End;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells outcomes: on the bus each one, in the log each change. Belongs to the runner's context. */
final class Teller {
  private static final Logger log = LoggerFactory.getLogger(Teller.class);

  /** Failures that say nothing about the target when this machine has no network. */
  private static final Set<Reason> NETWORK =
      EnumSet.of(
          Reason.UNRESOLVED,
          Reason.CONNECT_TIMEOUT,
          Reason.NETWORK_UNREACHABLE,
          Reason.TIMEOUT,
          Reason.KEEPALIVE_LOST);

  private final Bus bus;
  private final Time time;
  private final BooleanSupplier networkGone;
  private final Map<ProbeId, Optional<Reason>> last = new HashMap<>();

  Teller(Bus bus, Time time, BooleanSupplier networkGone) {
    this.bus = bus;
    this.time = time;
    this.networkGone = networkGone;
  }

  void skipped(Probe probe) {
    for (var id : probe.tellsFor()) bus.publish(new ProbeSkipped(id, time.now()));
  }

  void tell(Probe probe, ProbeOutcome outcome) {
    tell(probe, End.with(outcome));
  }

  void tell(Probe probe, End end) {
    var outcome = seenWithoutNetwork(probe, end.outcome());
    var at = time.now();
    log(probe.id(), outcome, end.bug());
    for (var id : probe.tellsFor()) publish(id, outcome, at);
    for (var seen : outcome.readings())
      bus.publish(new Observed(seen.subject(), seen.fact(), seen.value(), at));
  }

  void forgetAllBut(Set<ProbeId> ids) {
    last.keySet().retainAll(ids);
  }

  private ProbeOutcome seenWithoutNetwork(Probe probe, ProbeOutcome outcome) {
    if (!(outcome instanceof Failed(var failure, var timing, _))
        || !NETWORK.contains(failure.reason())
        || OwnNetwork.here(probe.host())
        || !networkGone.getAsBoolean()) return outcome;
    var gone = new Failure(Reason.OWN_NETWORK_DOWN, failure.toString());
    return new Unknown(gone, timing, probe.blind(Reason.OWN_NETWORK_DOWN.meaning()));
  }

  private void publish(ProbeId id, ProbeOutcome outcome, Instant at) {
    bus.publish(
        switch (outcome) {
          case Passed passed -> new ProbePassed(id, passed, at);
          case Failed failed -> new ProbeFailed(id, failed, at);
          case Unknown unknown -> new ProbeUnknown(id, unknown.because(), at);
        });
  }

  private void log(ProbeId id, ProbeOutcome outcome, Optional<Throwable> bug) {
    var failure =
        switch (outcome) {
          case Passed _ -> Optional.<Failure>empty();
          case Failed failed -> Optional.of(failed.failure());
          case Unknown unknown -> Optional.of(unknown.because());
        };
    log.debug("probe={} outcome={}", id, outcome);
    var reason = failure.map(Failure::reason);
    var before = last.put(id, reason);
    if (reason.equals(before) || before == null && reason.isEmpty()) return;
    if (failure.isEmpty()) log.info("probe={} passes", id);
    else if (bug.isPresent()) log.error("probe={} broken", id, bug.get());
    else log.info("probe={} {} {}", id, outcome.getClass().getSimpleName(), failure.get());
  }
}
