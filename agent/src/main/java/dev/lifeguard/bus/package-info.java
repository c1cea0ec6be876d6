/**
 * Carries typed events between verticles: same object, in order, bounded and counted. It must not
 * know what an event means.
 */
@NullMarked
package dev.lifeguard.bus;

import org.jspecify.annotations.NullMarked;
