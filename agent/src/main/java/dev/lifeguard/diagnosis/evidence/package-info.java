/**
 * What was seen of the way to a gateway: signs, each of one kind, and the user's own names for what
 * lies on it. It must not know what follows from them.
 */
@NullMarked
package dev.lifeguard.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
