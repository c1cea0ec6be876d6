package dev.lifeguard.alert;

import java.time.Instant;

/** A step in the life of an alert, as it was written down. */
public record Transition(
    long number, String kind, String state, String because, String evidence, Instant at) {}
