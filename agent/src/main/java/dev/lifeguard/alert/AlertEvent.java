package dev.lifeguard.alert;

import dev.lifeguard.bus.Event;
import dev.lifeguard.time.Moment;

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
