package dev.lifeguard.probe;

import dev.lifeguard.bus.Event;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.time.Instant;

/** The life of one look. */
public sealed interface ProbeEvent extends Event {
  ProbeId id();

  /** It is time; {@code lag} is how late the schedule was. */
  record ProbeDue(ProbeId id, Duration lag) implements ProbeEvent {}

  record ProbePassed(ProbeId id, ProbeOutcome.Passed outcome, Instant at) implements ProbeEvent {}

  record ProbeFailed(ProbeId id, ProbeOutcome.Failed outcome, Instant at) implements ProbeEvent {}

  /** It was due while its last look was still under way: no second one was begun. */
  record ProbeSkipped(ProbeId id, Instant at) implements ProbeEvent {}

  /** No look was made, or it could not tell. */
  record ProbeUnknown(ProbeId id, Failure because, Instant at) implements ProbeEvent {}
}
