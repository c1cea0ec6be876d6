package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * How often a port is still asked again that breaks off: the kernel ends a killed process's sockets
 * one by one, and for some milliseconds its port takes connections that it then resets. That is no
 * broken way, and soon nobody listens. Pure.
 */
record Aftermath(int left) {
  static final Aftermath OVER = new Aftermath(0);

  /** A socket has just ended. */
  static final Aftermath BEGUN = new Aftermath(6);

  private static final Duration FIRST = Duration.ofMillis(5);

  /** In how long to ask again; empty: what was seen holds. */
  Optional<Duration> again(HttpSight seen) {
    var reset = seen.opinion().problem().filter(it -> it.reason() == Reason.RESET).isPresent();
    return reset && left > 0
        ? Optional.of(FIRST.multipliedBy(1L << (BEGUN.left - left)))
        : Optional.empty();
  }

  Aftermath next() {
    return new Aftermath(left - 1);
  }
}
