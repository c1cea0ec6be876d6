package dev.lifeguard.alert;

import dev.lifeguard.bus.Event;
import dev.lifeguard.time.Moment;
import java.util.List;

/**
 * A change of an alert. It is told only after it was written down, or could not be; in order. The
 * clause says what decided it.
 */
public sealed interface AlertEvent extends Event {
  Alert alert();

  String because();

  Moment at();

  record AlertPending(Alert alert, String because, Moment at) implements AlertEvent {}

  /** It was pending, or unknown without having fired, and is well: nobody need be told. */
  record AlertCalmed(Alert alert, String because, Moment at) implements AlertEvent {}

  record AlertFired(Alert alert, String because, Moment at) implements AlertEvent {}

  record AlertRecovering(Alert alert, String because, Moment at) implements AlertEvent {}

  /** Breached again before it was resolved: the same firing goes on. */
  record AlertRelapsed(Alert alert, String because, Moment at) implements AlertEvent {}

  record AlertResolved(Alert alert, String because, Moment at) implements AlertEvent {}

  record AlertBecameUnknown(Alert alert, String because, Moment at) implements AlertEvent {}

  /** The state stayed, but it began to flap. */
  record AlertFlapping(Alert alert, String because, Moment at) implements AlertEvent {}

  /** It flaps no more. */
  record AlertSteadied(Alert alert, String because, Moment at) implements AlertEvent {}

  /** It fires, and from now on something suppresses it: see the alert's suppressions. */
  record AlertSuppressed(Alert alert, String because, Moment at) implements AlertEvent {}

  /** It fires, and nothing suppresses it any more: who was not told is told now. */
  record AlertUnsuppressed(Alert alert, String because, Moment at) implements AlertEvent {}

  /** Somebody took it: see the alert's acknowledgement. */
  record AlertAcknowledged(Alert alert, String because, Moment at) implements AlertEvent {}

  /** Nobody has it any more, though it still fires: it was given back, or that time is over. */
  record AlertUnacknowledged(Alert alert, String because, Moment at) implements AlertEvent {}

  /** It has been firing for so long that people are to be told again. */
  record AlertReminderDue(Alert alert, String because, Moment at) implements AlertEvent {}

  /**
   * Nobody took it in time: others are to be told.
   *
   * @param step counted from one
   * @param receivers who is told in this step
   */
  record AlertEscalated(Alert alert, int step, List<String> receivers, String because, Moment at)
      implements AlertEvent {
    public AlertEscalated {
      receivers = List.copyOf(receivers);
    }
  }

  /** One word for logs, tables and metrics. */
  default String kind() {
    return switch (this) {
      case AlertPending _ -> "pending";
      case AlertCalmed _ -> "calmed";
      case AlertFired _ -> "fired";
      case AlertRecovering _ -> "recovering";
      case AlertRelapsed _ -> "relapsed";
      case AlertResolved _ -> "resolved";
      case AlertBecameUnknown _ -> "unknown";
      case AlertFlapping _ -> "flapping";
      case AlertSteadied _ -> "steadied";
      case AlertSuppressed _ -> "suppressed";
      case AlertUnsuppressed _ -> "unsuppressed";
      case AlertAcknowledged _ -> "acknowledged";
      case AlertUnacknowledged _ -> "unacknowledged";
      case AlertReminderDue _ -> "reminder-due";
      case AlertEscalated _ -> "escalated";
    };
  }

  /** What a change of state is told as. */
  static AlertEvent of(AlertState before, Alert after, String because, Moment at) {
    return switch (after.state()) {
      case AlertState.Ok _ ->
          before.firedAt().isPresent()
              ? new AlertResolved(after, because, at)
              : new AlertCalmed(after, because, at);
      case AlertState.Pending _ -> new AlertPending(after, because, at);
      case AlertState.Firing _ ->
          before.firedAt().isPresent()
              ? new AlertRelapsed(after, because, at)
              : new AlertFired(after, because, at);
      case AlertState.Recovering _ -> new AlertRecovering(after, because, at);
      case AlertState.Unknown _ -> new AlertBecameUnknown(after, because, at);
    };
  }
}
