/**
 * Decides when each probe is due. The only place that knows Quartz; it must not know what a probe
 * does.
 */
@NullMarked
package dev.lifeguard.schedule;

import org.jspecify.annotations.NullMarked;
