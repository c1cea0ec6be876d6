package dev.lifeguard.baseline;

import dev.lifeguard.bus.Event;

/** Everything was looked at, and this is what was seen. */
public record BaselineLooked(BaselineReport report) implements Event {}
