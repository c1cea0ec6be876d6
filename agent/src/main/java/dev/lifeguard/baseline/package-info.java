/**
 * Compares what is configured on this machine, and on gateways as far as they tell, with what is
 * safe, and says of each difference why it matters and how to mend it. It must not know who asks,
 * and changes nothing but file modes and lines of known_hosts, and those only when told to.
 */
@NullMarked
package dev.lifeguard.baseline;

import org.jspecify.annotations.NullMarked;
