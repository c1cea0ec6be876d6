/**
 * Reads files strictly: every problem at once, each with file, line, column and a way to mend it,
 * and remembers where each value came from. It knows files and positions, and must not know any
 * feature.
 */
@NullMarked
package dev.lifeguard.config;

import org.jspecify.annotations.NullMarked;
