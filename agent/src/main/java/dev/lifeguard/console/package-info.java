/**
 * Serves HTTP: metrics, health, the API and the event stream. It shows and passes on; it must not
 * decide anything.
 */
@NullMarked
package dev.lifeguard.console;

import org.jspecify.annotations.NullMarked;
