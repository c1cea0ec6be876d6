package dev.lifeguard.metrics;

import dev.lifeguard.history.History;

/** What the history took in, and what it lost. */
public final class HistoryMeters {
  private HistoryMeters() {}

  public static void bind(Metrics metrics, History history) {
    metrics.counter("lifeguard_history_rows_total", "Rows of history written.", history::written);
    metrics.counter(
        "lifeguard_history_dropped_total",
        "Rows of history lost: the disk was too slow, or there were too many lines.",
        history::dropped);
  }
}
