/**
 * Hands a notice to a command: an argument list and JSON on its standard input, never a shell line.
 */
@NullMarked
package dev.lifeguard.notify.command;

import org.jspecify.annotations.NullMarked;
