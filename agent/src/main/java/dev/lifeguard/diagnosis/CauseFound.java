package dev.lifeguard.diagnosis;

import dev.lifeguard.bus.Event;
import java.time.Instant;
import java.util.Optional;

/**
 * The cause of an alert, told twice: within milliseconds from what was known when it fired, and
 * again once the looks at each layer are over, if they say something else or say it more surely.
 *
 * @param alert the id of the alert that was fired; empty: somebody asked
 * @param incident the incident that gathers it
 */
public record CauseFound(
    Optional<String> alert,
    Optional<String> incident,
    String gateway,
    Diagnosis diagnosis,
    Instant at)
    implements Event {}
