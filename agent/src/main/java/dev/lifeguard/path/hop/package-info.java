/**
 * Says of a host through which several gateways are reached whether it works, from what each of
 * their paths has to say of it. It must not know alerts.
 */
@NullMarked
package dev.lifeguard.path.hop;

import org.jspecify.annotations.NullMarked;
