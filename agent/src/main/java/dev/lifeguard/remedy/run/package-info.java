/**
 * Runs remedies: asks the gates, does the steps one after the other with everything written down
 * ahead, and waits for the facts to judge. It must not know what a step does, nor who listens.
 */
@NullMarked
package dev.lifeguard.remedy.run;

import org.jspecify.annotations.NullMarked;
