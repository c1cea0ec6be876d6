/**
 * Looks at each layer of the way to a gateway in order, now, and stops where the way is broken. It
 * must not know what follows from what it sees, nor who asks.
 */
@NullMarked
package dev.lifeguard.diagnosis.walk;

import org.jspecify.annotations.NullMarked;
