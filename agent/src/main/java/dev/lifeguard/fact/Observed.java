package dev.lifeguard.fact;

import dev.lifeguard.bus.Event;
import java.time.Instant;

/**
 * One fact of one subject was looked at, and this is what was seen. Told at every look, not only at
 * changes: a rule that hears nothing for too long must know that nobody looked.
 */
public record Observed(Subject subject, Fact fact, FactValue value, Instant at) implements Event {}
