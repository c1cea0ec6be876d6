package dev.lifeguard.history;

import dev.lifeguard.fact.FactValue;
import java.time.Instant;

/** The moment when a value became another one. */
public record Turn(Instant at, FactValue value) {}
