package dev.lifeguard.alert;

import dev.lifeguard.time.Moment;
import java.util.Optional;

/** Where an alert stands. */
public sealed interface AlertState {
  /** All is well. */
  record Ok() implements AlertState {}

  /** Breached, but not for long enough yet. */
  record Pending(Moment since) implements AlertState {}

  record Firing(Moment since) implements AlertState {}

  /** Over, but not for long enough yet; another breach continues the same firing. */
  record Recovering(Moment firingSince, Moment since) implements AlertState {}

  /**
   * Nobody can tell.
   *
   * @param firingSince when it was firing before; it is not resolved by becoming unknown
   */
  record Unknown(Optional<Moment> firingSince, Moment since) implements AlertState {}

  /** Since when people are, or should be, concerned; empty when it never fired. */
  default Optional<Moment> firedAt() {
    return switch (this) {
      case Ok _, Pending _ -> Optional.empty();
      case Firing(var since) -> Optional.of(since);
      case Recovering(var firingSince, _) -> Optional.of(firingSince);
      case Unknown(var firingSince, _) -> firingSince;
    };
  }

  /** As labels, tables and the API name it. */
  default String code() {
    return switch (this) {
      case Ok _ -> "ok";
      case Pending _ -> "pending";
      case Firing _ -> "firing";
      case Recovering _ -> "recovering";
      case Unknown _ -> "unknown";
    };
  }
}
