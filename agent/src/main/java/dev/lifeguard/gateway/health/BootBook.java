package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Hello;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which life of the gateway this is, and since when. The gateway's own uptime is its process's, and
 * a restart within the process does not reset it: only the boot id tells.
 */
final class BootBook {
  private Optional<String> bootId = Optional.empty();
  private Instant startedAt = Instant.EPOCH;
  private Instant lastSeen = Instant.EPOCH;

  /** The former boot id when this is another life than before. */
  Optional<String> welcome(Hello hello, Instant now) {
    var process = now.minus(hello.uptime());
    var former = bootId.filter(it -> !it.equals(hello.bootId()));
    if (bootId.isEmpty()) startedAt = process;
    // it cannot have begun this life before we last saw the former one
    else if (former.isPresent()) startedAt = process.isAfter(lastSeen) ? process : lastSeen;
    bootId = Optional.of(hello.bootId());
    seen(now);
    return former;
  }

  void seen(Instant now) {
    lastSeen = now;
  }

  Optional<String> bootId() {
    return bootId;
  }

  Duration uptime(Instant now) {
    var age = Duration.between(startedAt, now);
    return age.isNegative() ? Duration.ZERO : age; // the wall clock may jump back
  }
}
