/**
 * Keeps tunnels whose state is what their users experience, behind listeners that outlive the
 * sessions. It must not know schedules, rules or alerts.
 */
@NullMarked
package dev.lifeguard.tunnel;

import org.jspecify.annotations.NullMarked;
