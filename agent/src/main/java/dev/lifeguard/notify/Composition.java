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
 * @param causes what was found so far
 */
record Composition(Optional<URI> console, Causes causes) {
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
    var cause = causes.of(alert.id());
    var texts = new TreeMap<>(alert.annotations(cause.map(Causes.Named::code).orElse(NO_CAUSE)));
    cause.ifPresent(
        found -> {
          texts.put("cause", found.code());
          if (!found.fix().isEmpty()) texts.put("fix", found.fix());
        });
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
