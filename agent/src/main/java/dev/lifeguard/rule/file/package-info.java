/**
 * Reads rule files: alerts, layers and health criteria as people write them. It knows how a file
 * looks, and must not know who uses it.
 */
@NullMarked
package dev.lifeguard.rule.file;

import org.jspecify.annotations.NullMarked;
