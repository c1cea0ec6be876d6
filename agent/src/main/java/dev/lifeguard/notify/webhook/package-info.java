/** Posts notices as JSON in Alertmanager's shape, signed when there is a secret. */
@NullMarked
package dev.lifeguard.notify.webhook;

import org.jspecify.annotations.NullMarked;
