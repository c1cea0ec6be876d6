/**
 * Steps that change what a gateway is told to do: always as a small patch whose way back is written
 * down first. It must not know channels as connections, nor any file of the gateway.
 */
@NullMarked
package dev.lifeguard.remedy.step.config;

import org.jspecify.annotations.NullMarked;
