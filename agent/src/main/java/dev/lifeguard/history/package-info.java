/**
 * Keeps what was seen: every change of a fact, each minute's extremes for days, each hour's for
 * months, and how long a gateway had which status on which day. It must not know rules or alerts,
 * and nobody waits for it.
 */
@NullMarked
package dev.lifeguard.history;

import org.jspecify.annotations.NullMarked;
