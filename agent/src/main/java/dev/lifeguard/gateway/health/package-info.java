/**
 * Knows a gateway's health from its own words: what it does, its channels, providers, log and
 * configuration, as facts and as one report. It must not know rules, alerts or who asks.
 */
@NullMarked
package dev.lifeguard.gateway.health;

import org.jspecify.annotations.NullMarked;
