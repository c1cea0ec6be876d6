package dev.lifeguard.notify;

import dev.lifeguard.bus.Event;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of telling. */
public sealed interface NotifyEvent extends Event {
  Instant at();

  /** These are configured from now on. */
  record ReceiversChanged(List<String> receivers, Instant at) implements NotifyEvent {
    public ReceiversChanged {
      receivers = List.copyOf(receivers);
    }
  }

  /** What was decided about an alert: queued for whom, withheld or only logged, and why. */
  record TellingDecided(Telling telling, Instant at) implements NotifyEvent {}

  /**
   * @param alerts how many alerts the notice carried
   * @param waited from the oldest transition in it until now
   */
  record NoticeDelivered(String receiver, String key, int alerts, Duration waited, Instant at)
      implements NotifyEvent {}

  /** Somebody took an alert by a button in a message. */
  record ButtonPressed(Pressed pressed, Instant at) implements NotifyEvent {}

  /** Not yet: it stays in the outbox and is tried again. */
  record NoticeFailed(String receiver, String key, Failure failure, int attempt, Instant at)
      implements NotifyEvent {}

  /** Tried for too long: the receiver was never told of so many alerts. */
  record NoticeGivenUp(String receiver, String key, int alerts, Failure failure, Instant at)
      implements NotifyEvent {}

  /** So many transitions wait for the receiver; told when it changed. */
  record QueueSeen(String receiver, int waiting, Instant at) implements NotifyEvent {}

  /**
   * A receiver was tried.
   *
   * @param failure none: it took the test
   */
  record ReceiverTested(String receiver, Optional<Failure> failure, Duration took, Instant at)
      implements NotifyEvent {}

  /**
   * The ping outwards.
   *
   * @param failure none: it was answered
   */
  record DeadManPinged(Optional<Failure> failure, Instant at) implements NotifyEvent {}
}
