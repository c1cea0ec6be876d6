package dev.lifeguard.notify;

import java.time.Instant;

/**
 * One line of the journal: what was decided about telling an alert, or what became of it.
 *
 * @param alert its fingerprint
 * @param key names the transition, or the reminder of it
 * @param receiver empty where the decision concerns all
 */
public record Telling(
    String alert,
    String key,
    Occasion occasion,
    Outcome outcome,
    String receiver,
    String because,
    Instant at) {

  /** What became of it. */
  public enum Outcome {
    /** It waits to be sent. */
    QUEUED,
    /** Something suppresses it. */
    WITHHELD,
    /** Nobody is configured to be told: it stands in the log. */
    LOGGED,
    DELIVERED,
    /** Tried for too long. */
    GIVEN_UP,
    /** The receiver is no longer configured. */
    DROPPED
  }
}
