/** Steps that mend tunnels and the way through them. It must not know SSH itself. */
@NullMarked
package dev.lifeguard.remedy.step.tunnel;

import org.jspecify.annotations.NullMarked;
