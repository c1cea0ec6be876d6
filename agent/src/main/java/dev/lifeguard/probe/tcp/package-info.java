/** The TCP probe: resolve and connect timed apart, the round trip as the kernel measured it. */
@NullMarked
package dev.lifeguard.probe.tcp;

import org.jspecify.annotations.NullMarked;
