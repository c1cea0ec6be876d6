/**
 * The runbook's deep walk on the gateway's host: process, port, authentication, channels,
 * providers, by read-only commands that are shown. It must not know what follows from what they
 * print.
 */
@NullMarked
package dev.lifeguard.diagnosis.deep;

import org.jspecify.annotations.NullMarked;
