/** Steps that stop and start channels of a gateway. It must not change configuration. */
@NullMarked
package dev.lifeguard.remedy.step.channel;

import org.jspecify.annotations.NullMarked;
