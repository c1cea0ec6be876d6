package dev.lifeguard.notify;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.notify.Notice.About;
import dev.lifeguard.notify.Notice.Span;
import dev.lifeguard.notify.Notice.Told;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is said of an alert. Pure.
 *
 * @param console where links lead; without it there are none
 */
record Composition(Optional<URI> console) {
  private static final String NO_CAUSE = "not known yet";

  Told fire(Alert alert, Instant now) {
    var span = new Span(alert.firedAt().orElse(now), Optional.empty());
    return new Told(alert.key(), Occasion.FIRED, about(alert), texts(alert), span);
  }

  Told end(Alert alert, Instant now) {
    var span =
        new Span(alert.firedAt().orElse(now), Optional.of(alert.episode().endedAt().orElse(now)));
    return new Told(alert.key(), Occasion.RESOLVED, about(alert), texts(alert), span);
  }

  private static About about(Alert alert) {
    var labels = new TreeMap<>(alert.identity().labels());
    if (!alert.subject().gateway().isEmpty()) labels.put("gateway", alert.subject().gateway());
    return new About(alert.id(), alert.name(), alert.severity(), labels);
  }

  private Map<String, String> texts(Alert alert) {
    var texts = new TreeMap<>(alert.annotations(NO_CAUSE));
    var message = alert.message();
    message.runbook().ifPresent(address -> texts.put("runbook", address));
    if (!message.evidence().isEmpty()) texts.put("evidence", message.evidence());
    alert.episode().incident().flatMap(this::link).ifPresent(url -> texts.put(Notice.LINK, url));
    return texts;
  }

  private Optional<String> link(String incident) {
    return console.map(
        base -> base.toString().replaceFirst("/*$", "") + "/#/incidents/" + incident);
  }
}
