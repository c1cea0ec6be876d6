package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.store.Store;

/** How the agent itself is doing: its bus and its store. */
public final class AgentMeters {
  private AgentMeters() {}

  public static void bind(Metrics metrics, Bus bus, Store store) {
    metrics.counter("lifeguard_bus_events_total", "Events published.", bus::published);
    metrics.counter(
        "lifeguard_bus_dropped_total", "Events that a lagging listener lost.", bus::dropped);
    metrics.counter(
        "lifeguard_broken_handlers_total", "Event handlers that threw: bugs.", bus::broken);
    metrics.gauge("lifeguard_store_waiting", "Writes and questions that wait.", store::waiting);
    metrics.counter("lifeguard_store_failures_total", "Writes that failed.", store::failures);
  }
}
