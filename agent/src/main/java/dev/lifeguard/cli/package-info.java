/**
 * One class per command: reads arguments, calls a room or the running agent, prints. It must not
 * hold logic that a room should have.
 */
@NullMarked
package dev.lifeguard.cli;

import org.jspecify.annotations.NullMarked;
