/**
 * Steps that restart a gateway, by its own word or through whoever supervises it, and that call it.
 * It must not start a process of a gateway itself.
 */
@NullMarked
package dev.lifeguard.remedy.step.gateway;

import org.jspecify.annotations.NullMarked;
