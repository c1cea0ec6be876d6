/**
 * Read-only commands on the host of a gateway, over SSH or here, and the reading of what they
 * print. It must not know why they are asked.
 */
@NullMarked
package dev.lifeguard.diagnosis.far;

import org.jspecify.annotations.NullMarked;
