/**
 * What OpenSSH's configuration says, file by file, and how a server is reached because of it: what
 * {@code ssh -G} would print. Nothing here speaks to anybody.
 */
@NullMarked
package dev.lifeguard.ssh.config;

import org.jspecify.annotations.NullMarked;
