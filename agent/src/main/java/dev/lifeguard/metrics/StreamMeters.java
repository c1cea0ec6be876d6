package dev.lifeguard.metrics;

import java.util.function.DoubleSupplier;

/** Who listens to the event stream, and who was lost. */
public final class StreamMeters {
  private StreamMeters() {}

  public static void bind(
      Metrics metrics, DoubleSupplier listening, DoubleSupplier cut, DoubleSupplier resets) {
    metrics.gauge(
        "lifeguard_event_listeners", "Connections that listen to the event stream.", listening);
    metrics.counter(
        "lifeguard_event_listeners_cut_total",
        "Listeners cut off because they took nothing for longer than two beats.",
        cut);
    metrics.counter(
        "lifeguard_event_resets_total",
        "Listeners that had missed more than is kept and were told to read all again.",
        resets);
  }
}
