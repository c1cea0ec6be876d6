package dev.lifeguard.metrics;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.bus.Bus;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** Alerts as they stand, and how often they changed. */
public final class AlertMeters {
  private final Series series;
  private final Gauge firing =
      Gauge.build("lifeguard_alert_firing", "1 while the alert fires.")
          .labelNames("gateway", "alertname", "severity")
          .create();
  private final Counter transitions =
      Counter.build("lifeguard_alert_transitions_total", "Changes of alerts, by kind.")
          .labelNames("kind")
          .create();
  private final java.util.Map<String, Alert> standing = new java.util.HashMap<>();

  public AlertMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    metrics.register(firing);
    metrics.register(transitions);
    for (var kind : java.util.List.of("fired", "resolved")) series.count(transitions, 0, kind);
    bus.on(AlertEvent.class, this::hear);
  }

  private void hear(AlertEvent event) {
    series.count(transitions, 1, event.kind());
    var alert = event.alert();
    switch (event) {
      case AlertEvent.AlertFired _, AlertEvent.AlertRelapsed _, AlertEvent.AlertRecovering _ ->
          standing.put(alert.id(), alert);
      case AlertEvent.AlertResolved _, AlertEvent.AlertCalmed _ -> standing.remove(alert.id());
      default -> {} // the same fire, or none yet
    }
    mark(alert);
  }

  /** Several subjects of a gateway may fire at once: one of them is enough. */
  private void mark(Alert alert) {
    var any = standing.values().stream().anyMatch(other -> sameSeries(other, alert));
    series
        .of(firing, alert.subject().gateway(), alert.name(), alert.severity().toString())
        .set(any ? 1 : 0);
  }

  private static boolean sameSeries(Alert one, Alert other) {
    return one.name().equals(other.name())
        && one.severity() == other.severity()
        && one.subject().gateway().equals(other.subject().gateway());
  }
}
