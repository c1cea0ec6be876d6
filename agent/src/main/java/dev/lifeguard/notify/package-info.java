/**
 * Tells people and systems about alerts: groups, keeps undelivered messages on disk, retries, and
 * keeps the order of firing and resolved. It must not decide whether something is wrong.
 */
@NullMarked
package dev.lifeguard.notify;

import org.jspecify.annotations.NullMarked;
