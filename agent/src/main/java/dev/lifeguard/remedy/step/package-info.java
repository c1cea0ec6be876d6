/**
 * What all steps of remedies need: whom they treat, how they are reached, how long they wait. It
 * must not know pipelines, gates, or who asked.
 */
@NullMarked
package dev.lifeguard.remedy.step;

import org.jspecify.annotations.NullMarked;
