package dev.lifeguard.remedy;

import dev.lifeguard.bus.Event;
import dev.lifeguard.fact.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What remedies do. Told only after it was written down; notify, metrics, console listen. */
public sealed interface RemedyEvent extends Event {
  Instant at();

  /** It would help, and is only suggested: a person may run it. */
  record Proposed(Run run, Instant at) implements RemedyEvent {}

  /**
   * It waits for a person's yes.
   *
   * @param link path and query of the one-time link that says yes; a secret
   */
  record ApprovalNeeded(Run run, String link, Instant at) implements RemedyEvent {}

  /** Somebody said yes or no, or nobody did in time: see the run. */
  record ApprovalAnswered(Run run, Instant at) implements RemedyEvent {}

  record Started(Run run, Instant at) implements RemedyEvent {}

  record StepStarted(Run run, Run.StepRecord step, Instant at) implements RemedyEvent {}

  record StepFinished(Run run, Run.StepRecord step, Instant at) implements RemedyEvent {}

  /** All steps are done; the facts are awaited. */
  record Verifying(Run run, Instant at) implements RemedyEvent {}

  /** It did not help, and what was done is undone. */
  record RollingBack(Run run, Instant at) implements RemedyEvent {}

  /** Verified, failed, inconclusive, rejected or expired: see the run. */
  record Finished(Run run, Instant at) implements RemedyEvent {}

  /** It was called for, and a gate kept it from running. */
  record Blocked(String remedy, Subject subject, Call call, Block block, Instant at)
      implements RemedyEvent {}

  /** It failed so often on this gateway that it is left alone for a while. */
  record BreakerOpened(String remedy, String gateway, String because, Instant until, Instant at)
      implements RemedyEvent {}

  /** The pause is over: one run may show whether it helps again. */
  record BreakerHalfOpened(String remedy, String gateway, Instant at) implements RemedyEvent {}

  record BreakerClosed(String remedy, String gateway, Instant at) implements RemedyEvent {}

  /**
   * How a breaker that is not closed stands, told again and again.
   *
   * @param state {@code open} or {@code half_open}
   */
  record BreakerStands(String remedy, String gateway, String state, Instant at)
      implements RemedyEvent {}

  /** Alertmanager told of an alert; its names are as they came, bounded in length. */
  record HookHeard(String alert, String gateway, HookResult result, Instant at)
      implements RemedyEvent {}

  /** Everything was stopped, or may run again. */
  record StopSwitched(boolean stopped, String who, String because, Instant at)
      implements RemedyEvent {}

  /**
   * A person is needed now.
   *
   * @param key the same for the same page however often it is told
   * @param cause the run behind it; empty: none
   */
  record PageRequested(
      String key,
      Subject subject,
      String headline,
      String text,
      Optional<Scene.Cause> cause,
      Instant at)
      implements RemedyEvent {}

  /**
   * A step of a remedy tells people something.
   *
   * @param to receivers or groups; empty: those of the alert
   */
  record NoteRequested(
      String key, Subject subject, List<String> to, String text, Scene.Cause cause, Instant at)
      implements RemedyEvent {
    public NoteRequested {
      to = List.copyOf(to);
    }
  }
}
