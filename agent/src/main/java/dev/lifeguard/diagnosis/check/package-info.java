/**
 * The five-minute check of a gateway, section by section, each line with its value, its criterion
 * and its verdict. It must not know who asks, nor how facts are seen.
 */
@NullMarked
package dev.lifeguard.diagnosis.check;

import org.jspecify.annotations.NullMarked;
