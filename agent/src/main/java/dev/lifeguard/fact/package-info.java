/**
 * The closed vocabulary of what Lifeguard can observe, and the event that carries one observation.
 * It must not know who observes or who judges.
 */
@NullMarked
package dev.lifeguard.fact;

import org.jspecify.annotations.NullMarked;
