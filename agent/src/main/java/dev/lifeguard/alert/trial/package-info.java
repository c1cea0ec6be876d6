/**
 * Tries rules out on given or recorded series, on a clock of its own. It must not know the running
 * agent.
 */
@NullMarked
package dev.lifeguard.alert.trial;

import org.jspecify.annotations.NullMarked;
