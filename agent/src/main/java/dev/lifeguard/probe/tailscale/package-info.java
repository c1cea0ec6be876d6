/**
 * Reads what the tailscale program of this machine says of the tailnet and of what is served there,
 * and what that means for the ways to gateways. It must not know which way is used.
 */
@NullMarked
package dev.lifeguard.probe.tailscale;

import org.jspecify.annotations.NullMarked;
