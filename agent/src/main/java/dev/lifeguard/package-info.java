/** The program's entry: arguments in, exit code out. It knows only the commands. */
@NullMarked
package dev.lifeguard;

import org.jspecify.annotations.NullMarked;
