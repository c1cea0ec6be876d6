/**
 * Diagnoses: a walk, what follows from it, and the telling of it. The agent's own diagnosis of an
 * alert that fires is here, first from what is known, then from what is looked at. It must not know
 * who listens.
 */
@NullMarked
package dev.lifeguard.diagnosis.watch;

import org.jspecify.annotations.NullMarked;
