package dev.lifeguard.alert;

import java.time.Instant;
import java.util.Map;

/**
 * A time in which work is expected, asked for by a person or a deploy script, with an end in any
 * case: a script that dies must not silence a gateway for ever.
 *
 * @param gateways the labels that a gateway must have, its name under {@code gateway}; none: all
 */
public record Window(
    String id, Map<String, String> gateways, Silence.Person by, Instant startsAt, Instant endsAt) {
  public Window {
    gateways = Map.copyOf(gateways);
  }

  public boolean isActive(Instant now) {
    return !now.isBefore(startsAt) && now.isBefore(endsAt);
  }

  boolean covers(Map<String, String> labels) {
    return labels.entrySet().containsAll(gateways.entrySet());
  }

  Window endedAt(Instant at) {
    return new Window(id, gateways, by, startsAt, at);
  }
}
