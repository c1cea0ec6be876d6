/**
 * A small SSH server for demonstrations: one key logs in, forwards lead to loopback, commands are
 * the caller's. It must not be used to serve anybody else.
 */
@NullMarked
package dev.lifeguard.ssh.server;

import org.jspecify.annotations.NullMarked;
