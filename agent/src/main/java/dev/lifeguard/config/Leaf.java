package dev.lifeguard.config;

/**
 * One effective value as {@code config show} prints it, and where it came from.
 *
 * @param section the included file that it belongs to; empty for the main file
 */
public record Leaf(String section, String path, String shown, Origin origin) {}
