/**
 * Keys: ours, where they lie and what opens them, and those of servers, with who vouches for them.
 */
@NullMarked
package dev.lifeguard.ssh.key;

import org.jspecify.annotations.NullMarked;
