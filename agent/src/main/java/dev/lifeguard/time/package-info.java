/**
 * Tells the time and rings at it: a real clock for the agent, a manual one that tests turn by hand.
 * It must not know who waits.
 */
@NullMarked
package dev.lifeguard.time;

import org.jspecify.annotations.NullMarked;
