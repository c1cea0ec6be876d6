package dev.lifeguard.alert;

import java.time.Instant;

/**
 * One line of an incident's timeline.
 *
 * @param kind what happened: {@code opened}, {@code alert-fired}, ...
 */
public record TimelineEntry(Instant at, String kind, String text) {}
