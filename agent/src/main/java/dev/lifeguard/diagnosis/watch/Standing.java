package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts that fire, and which cause was known of each when it was diagnosed: a gateway that was
 * stopped may be brought back with a configuration that it rejects, and that is another story.
 * Belongs to one event-loop context.
 */
final class Standing {
  static final int MOST_ROUNDS = 5;
  static final Duration APART = Duration.ofSeconds(10);

  private record Known(Alert alert, String cause, int rounds, Instant at) {}

  private final Map<String, Known> alerts = new HashMap<>();

  /** Fires from now on, in an episode of its own. */
  void begin(Alert alert, String cause, Instant now) {
    alerts.put(alert.id(), new Known(alert, cause, 0, now));
  }

  void end(String alert) {
    alerts.remove(alert);
  }

  boolean holds(Alert alert) {
    return alerts.containsKey(alert.id());
  }

  List<Alert> of(String gateway) {
    return alerts.values().stream()
        .map(Known::alert)
        .filter(alert -> alert.subject().gateway().equals(gateway))
        .toList();
  }

  /** Whether that is another cause than the one known so far; then it is the known one. */
  boolean isNews(Alert alert, String cause, Instant now) {
    var known = alerts.get(alert.id());
    if (known == null || known.cause().equals(cause)) return false;
    if (known.rounds() >= MOST_ROUNDS || now.isBefore(known.at().plus(APART))) return false;
    alerts.put(alert.id(), new Known(alert, cause, known.rounds() + 1, now));
    return true;
  }
}
