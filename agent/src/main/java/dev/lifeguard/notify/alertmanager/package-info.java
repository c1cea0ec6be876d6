/**
 * Posts alerts to every peer of an Alertmanager cluster, version 2 of its API, and repeats what
 * still stands.
 */
@NullMarked
package dev.lifeguard.notify.alertmanager;

import org.jspecify.annotations.NullMarked;
