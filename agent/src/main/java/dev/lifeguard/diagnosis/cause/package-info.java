/**
 * What follows from what was seen: a pure function from signs to causes, most probable first, and
 * what people read about each. It must not know how signs are come by.
 */
@NullMarked
package dev.lifeguard.diagnosis.cause;

import org.jspecify.annotations.NullMarked;
