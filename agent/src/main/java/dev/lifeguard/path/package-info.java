/**
 * Decides which of the ways to a gateway is used, watches them all, and tells every switch with its
 * reason. It must not know what alerts, remedies or people make of it.
 */
@NullMarked
package dev.lifeguard.path;

import org.jspecify.annotations.NullMarked;
