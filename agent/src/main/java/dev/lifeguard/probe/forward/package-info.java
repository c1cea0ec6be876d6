/**
 * Looks through a forward at what answers behind it, which alone says that a tunnel is up. It must
 * not know why the tunnel is as it is.
 */
@NullMarked
package dev.lifeguard.probe.forward;

import org.jspecify.annotations.NullMarked;
