/** The algorithms that this machine speaks, and which of them a wish leaves. */
@NullMarked
package dev.lifeguard.ssh.algorithm;

import org.jspecify.annotations.NullMarked;
