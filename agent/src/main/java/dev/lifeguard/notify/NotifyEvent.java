package dev.lifeguard.notify;

import dev.lifeguard.bus.Event;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.time.Instant;

/** What became of telling. */
public sealed interface NotifyEvent extends Event {
  String receiver();

  /**
   * @param alerts how many alerts the notice carried
   * @param waited from the oldest transition in it until now
   */
  record NoticeDelivered(String receiver, String key, int alerts, Duration waited, Instant at)
      implements NotifyEvent {}

  /** Not yet: it stays in the outbox and is tried again. */
  record NoticeFailed(String receiver, String key, Failure failure, int attempt, Instant at)
      implements NotifyEvent {}

  /** Tried for too long: the receiver was never told. */
  record NoticeGivenUp(String receiver, String key, Failure failure, Instant at)
      implements NotifyEvent {}
}
