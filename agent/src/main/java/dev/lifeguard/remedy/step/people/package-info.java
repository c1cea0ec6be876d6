/** Has people told: says on the bus what is to be told, and leaves the telling to others. */
@NullMarked
package dev.lifeguard.remedy.step.people;

import org.jspecify.annotations.NullMarked;
