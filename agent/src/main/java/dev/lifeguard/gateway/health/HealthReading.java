package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code health} says of the process. Its {@code ok} only means that a snapshot was made, so
 * it is not here.
 *
 * @param degraded the gateway's own verdict on its event loop, with its reasons
 */
record HealthReading(boolean degraded, List<String> reasons, Optional<Duration> delay) {
  HealthReading {
    reasons = List.copyOf(reasons);
  }

  static HealthReading of(Payload health) {
    var loop = health.child("eventLoop");
    return new HealthReading(
        loop.flag("degraded").orElse(false), loop.texts("reasons"), millis(loop, "delayP99Ms"));
  }

  static Optional<Duration> millis(Payload payload, String key) {
    return payload
        .amount(key)
        .filter(ms -> ms >= 0 && ms < 1e12)
        .map(ms -> Duration.ofNanos((long) (ms * 1e6)));
  }
}
