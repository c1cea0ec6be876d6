/**
 * Turns verdicts into alerts and incidents over time, and remembers them. It must not know how
 * anybody is told.
 */
@NullMarked
package dev.lifeguard.alert;

import org.jspecify.annotations.NullMarked;
