package dev.lifeguard.probe;

import java.time.Duration;

/** How often to look, and how long a look may take. */
public record ProbeSettings(Duration every, Duration timeout) {}
