/**
 * Speaks SSH as OpenSSH does, over shared long-lived sessions, and says why it fails. It must not
 * know tunnels, gateways or probes.
 */
@NullMarked
package dev.lifeguard.ssh;

import org.jspecify.annotations.NullMarked;
