/**
 * Reads files before they are used, each as what it is and all of them together, and says what is
 * wrong in which line and column. It must not change them, nor ask anything of the network.
 */
@NullMarked
package dev.lifeguard.app.lint;

import org.jspecify.annotations.NullMarked;
