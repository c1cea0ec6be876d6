/**
 * Looks at the SSH way to a gateway: a question on the kept session, and a full login every so
 * often. It must not know tunnels, nor how SSH is spoken.
 */
@NullMarked
package dev.lifeguard.probe.ssh;

import org.jspecify.annotations.NullMarked;
