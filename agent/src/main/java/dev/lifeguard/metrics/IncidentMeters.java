package dev.lifeguard.metrics;

import dev.lifeguard.alert.IncidentEvent;
import dev.lifeguard.alert.IncidentEvent.IncidentClosed;
import dev.lifeguard.alert.IncidentEvent.IncidentOpened;
import dev.lifeguard.bus.Bus;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.HashSet;
import java.util.Set;

/** Incidents: how many are open, and how many there were. */
public final class IncidentMeters {
  private final Gauge open =
      Gauge.build("lifeguard_incidents_open", "Incidents under way.").create();
  private final Counter opened =
      Counter.build("lifeguard_incidents_total", "Incidents that were opened.").create();
  private final Set<String> standing = new HashSet<>();

  public IncidentMeters(Metrics metrics, Bus bus) {
    metrics.register(open);
    metrics.register(opened);
    bus.on(IncidentEvent.class, this::hear);
  }

  private void hear(IncidentEvent event) {
    if (event instanceof IncidentOpened) opened.inc();
    if (event instanceof IncidentClosed) standing.remove(event.incident().id());
    else standing.add(event.incident().id());
    open.set(standing.size());
  }
}
