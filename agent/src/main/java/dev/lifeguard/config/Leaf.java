package dev.lifeguard.config;

/** One effective value as {@code config show} prints it, and where it came from. */
public record Leaf(String path, String shown, Origin origin) {}
