/**
 * Repairs what it may repair, once, within limits, and proves it. It must not resolve alerts: only
 * the next look does.
 */
@NullMarked
package dev.lifeguard.remedy;

import org.jspecify.annotations.NullMarked;
