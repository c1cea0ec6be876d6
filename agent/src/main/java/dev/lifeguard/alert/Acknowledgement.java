package dev.lifeguard.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody took an alert.
 *
 * @param until when reminders and escalation go on by themselves; empty: only when it is resolved
 */
public record Acknowledgement(String owner, String note, Instant at, Optional<Instant> until) {
  /** What stands before the owner's name in a timeline, which outlives the alert's own memory. */
  public static final String TAKEN_BY = "taken by ";
}
