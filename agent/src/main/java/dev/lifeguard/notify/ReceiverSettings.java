package dev.lifeguard.notify;

import dev.lifeguard.bus.Subscription;
import java.util.Optional;
import java.util.function.Consumer;

/** A receiver as configured: knows how to open itself. */
public interface ReceiverSettings {
  /** As rules name it. */
  String name();

  Receiver open(Outside outside);

  /** Whether it keeps by itself who took an alert, and wants to hear of it. */
  default boolean keepsWhoTookIt() {
    return false;
  }

  /** The watched gateway that its messages lead through: it tells nobody that this one is down. */
  default Optional<String> throughGateway() {
    return Optional.empty();
  }

  /**
   * Hears of buttons that people press in its messages, until that is ended; empty: it has none.
   */
  default Optional<Subscription> hear(Outside outside, Consumer<Pressed> pressed) {
    return Optional.empty();
  }
}
