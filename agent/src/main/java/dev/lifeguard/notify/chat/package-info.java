/**
 * Posts notices to chat services and PagerDuty: one table, an address, a body and a signature each.
 */
@NullMarked
package dev.lifeguard.notify.chat;

import org.jspecify.annotations.NullMarked;
