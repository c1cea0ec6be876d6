/** Tells people through a channel of a gateway that is watched: an addition, never the only way. */
@NullMarked
package dev.lifeguard.notify.openclaw;

import org.jspecify.annotations.NullMarked;
