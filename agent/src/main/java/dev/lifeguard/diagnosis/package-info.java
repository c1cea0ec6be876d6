/**
 * Says how a gateway is: the five-minute check, section by section, each line with its value, its
 * criterion and its verdict. It must not know who asks, nor how facts are seen.
 */
@NullMarked
package dev.lifeguard.diagnosis;

import org.jspecify.annotations.NullMarked;
