/**
 * The whole loop embedded: an SSH server, gateways that say they are stand-ins, faults, and a
 * narration of what the agent makes of them. Nothing of it is part of an agent that watches.
 */
@NullMarked
package dev.lifeguard.demo;

import org.jspecify.annotations.NullMarked;
