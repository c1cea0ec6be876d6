package dev.lifeguard.fact;

import dev.lifeguard.bus.Event;
import java.time.Instant;

/** The subject, and all within it, is no longer watched: removed by a reload, or disabled. */
public record Forgotten(Subject subject, Instant at) implements Event {}
