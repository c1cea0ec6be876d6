/**
 * Builds the agent out of its rooms, starts it, reloads it and stops it in reverse. The only place
 * that knows all rooms; nobody but the entry and the commands may know it.
 */
@NullMarked
package dev.lifeguard.app;

import org.jspecify.annotations.NullMarked;
