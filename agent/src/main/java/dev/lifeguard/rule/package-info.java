/**
 * Turns observed facts into verdicts by compiled conditions: pure. It must not know alerts,
 * receivers or how facts are seen.
 */
@NullMarked
package dev.lifeguard.rule;

import org.jspecify.annotations.NullMarked;
