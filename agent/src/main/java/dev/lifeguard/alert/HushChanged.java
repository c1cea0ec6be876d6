package dev.lifeguard.alert;

import dev.lifeguard.bus.Event;

/**
 * Something asks for quiet that did not before, or no longer does: for those who must keep still.
 */
public record HushChanged(Hush hush) implements Event {}
