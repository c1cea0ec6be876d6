package dev.lifeguard.bus;

/**
 * Something that happened, or a state of affairs: an immutable record, told once to all who listen.
 */
public interface Event {}
