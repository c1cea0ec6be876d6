/**
 * Speaks OpenClaw's own protocol and knows the gateway's health from its own words. It must not
 * know rules, alerts or who asks.
 */
@NullMarked
package dev.lifeguard.gateway;

import org.jspecify.annotations.NullMarked;
