/**
 * Turns what happens into the event stream of the API: what is told, in which order, and how a
 * listener that was away catches up. It must not know who listens, nor decide anything.
 */
@NullMarked
package dev.lifeguard.console.live;

import org.jspecify.annotations.NullMarked;
