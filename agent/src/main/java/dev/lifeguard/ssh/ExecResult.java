package dev.lifeguard.ssh;

import java.util.Optional;

/**
 * What a command on the far side came to.
 *
 * @param status empty: ended by a signal, or the server did not say
 * @param truncated more output came than was asked for
 */
public record ExecResult(
    Optional<Integer> status, String output, String errors, boolean truncated) {}
