package dev.lifeguard.probe;

import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.Optional;

/** One look on its way through the runner, from waiting to its end. */
final class Run {
  /** How a look ended; with the exception, if that was a bug. */
  record End(ProbeOutcome outcome, Optional<Throwable> bug) {
    static End with(ProbeOutcome outcome) {
      return new End(outcome, Optional.empty());
    }
  }

  final Probe probe;
  final Bulkhead bulkhead;
  final long asked;
  long begun;

  /** How long the agent had stood still before this look began. */
  Duration stoodBefore = Duration.ZERO;

  Probe.Look look = () -> {};
  Timer alarm = () -> {};

  /** In the bulkhead's line: it has no place to leave yet. */
  boolean waiting = true;

  /** Nobody wants its outcome any more: the probe was replaced, or the runner stops. */
  boolean unwanted;

  /** It left its place, with an outcome or given up. */
  boolean over;

  Run(Probe probe, Bulkhead bulkhead, long asked) {
    this.probe = probe;
    this.bulkhead = bulkhead;
    this.asked = asked;
    this.begun = asked;
  }
}
