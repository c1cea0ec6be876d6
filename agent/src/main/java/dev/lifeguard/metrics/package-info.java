/**
 * Turns events into meters. The only place, beside the wiring, that knows Micrometer and the
 * Prometheus client; it must not decide anything.
 */
@NullMarked
package dev.lifeguard.metrics;

import org.jspecify.annotations.NullMarked;
