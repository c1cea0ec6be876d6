/**
 * Steps that run a program, here or over there: the words of the remedy, never those of an alert.
 * It must not know a shell.
 */
@NullMarked
package dev.lifeguard.remedy.step.command;

import org.jspecify.annotations.NullMarked;
