package dev.lifeguard.report;

import dev.lifeguard.bus.Event;
import java.time.Instant;

/** The record of an incident holds more than before; whoever shows it can read it now. */
public record WrittenDown(String incident, Instant at) implements Event {}
