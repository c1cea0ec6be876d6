/**
 * Writes down what happens in the course of an incident, by listening, and makes the report of it.
 * It must not decide anything, nor invent what was not recorded.
 */
@NullMarked
package dev.lifeguard.report;

import org.jspecify.annotations.NullMarked;
