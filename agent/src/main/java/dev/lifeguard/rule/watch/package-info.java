/**
 * Keeps the latest value of every fact, judges the rules that name it, and notices when nobody
 * looks any more. It must not know alerts.
 */
@NullMarked
package dev.lifeguard.rule.watch;

import org.jspecify.annotations.NullMarked;
