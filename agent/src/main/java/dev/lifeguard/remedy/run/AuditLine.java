package dev.lifeguard.remedy.run;

import java.time.Instant;

/**
 * One line of the audit: what happened, by whose word.
 *
 * @param number grows; lines are never changed
 * @param kind one word: started, step, approved, blocked, stopped, finished...
 * @param who a person with the way they came, an alert, or the agent itself
 */
public record AuditLine(
    long number,
    String kind,
    String run,
    String remedy,
    String gateway,
    String who,
    String text,
    Instant at) {}
