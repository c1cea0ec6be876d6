/**
 * Decides what a failure is called, everywhere: one closed list of codes, each permanent, transient
 * or a penalty. It must not know who fails.
 */
@NullMarked
package dev.lifeguard.reason;

import org.jspecify.annotations.NullMarked;
