/**
 * The real programs that tests talk to, and the thinnest honest stand-ins where no real one can
 * run. Each has its own folder and port, is ready when its constructor is through, and is gone when
 * closed.
 */
@NullMarked
package dev.lifeguard.peer;

import org.jspecify.annotations.NullMarked;
