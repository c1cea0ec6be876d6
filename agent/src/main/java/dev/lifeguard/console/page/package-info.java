/**
 * Holds the files of the web console and says how each is served. It knows nothing of what they
 * show.
 */
@NullMarked
package dev.lifeguard.console.page;

import org.jspecify.annotations.NullMarked;
