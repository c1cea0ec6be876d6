/**
 * Steps that mend the SSH way in: names, keys, trust; and commands on the far side. Nothing from
 * outside ever becomes text of a shell.
 */
@NullMarked
package dev.lifeguard.remedy.step.ssh;

import org.jspecify.annotations.NullMarked;
