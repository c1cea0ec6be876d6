/**
 * Looks at one thing once, within a deadline, and says what it saw. It must not know when it is
 * asked or who judges.
 */
@NullMarked
package dev.lifeguard.probe;

import org.jspecify.annotations.NullMarked;
