package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.ReloadEvent;
import dev.lifeguard.config.ReloadEvent.ReloadApplied;
import dev.lifeguard.config.ReloadEvent.ReloadRefused;
import dev.lifeguard.config.ReloadEvent.ReloadWaiting;
import dev.lifeguard.time.Time;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.List;

/** Whether the configuration in force is the one on the disk. */
public final class ReloadMeters {
  private final Series series;
  private final Gauge well =
      Gauge.build("lifeguard_config_last_reload_successful", "0 when the last reload was refused.")
          .create();
  private final Gauge when =
      Gauge.build(
              "lifeguard_config_last_reload_success_timestamp_seconds",
              "When a configuration was last put in force.")
          .create();
  private final Gauge waiting =
      Gauge.build("lifeguard_config_changes_waiting", "Changes that wait to be asked for.")
          .create();
  private final Counter reloads =
      Counter.build("lifeguard_config_reloads_total", "Times the files were read again, by result.")
          .labelNames("result")
          .create();

  public ReloadMeters(Metrics metrics, Bus bus, Time time) {
    series = metrics.series();
    metrics.register(well);
    metrics.register(when);
    metrics.register(waiting);
    metrics.register(reloads);
    List.of("applied", "waiting", "refused").forEach(result -> series.count(reloads, 0, result));
    well.set(1);
    when.set(time.now().getEpochSecond());
    bus.on(ReloadEvent.class, this::hear);
  }

  private void hear(ReloadEvent event) {
    well.set(event instanceof ReloadRefused ? 0 : 1);
    switch (event) {
      case ReloadApplied applied -> {
        when.set(applied.at().getEpochSecond());
        waiting.set(0);
        series.count(reloads, 1, "applied");
      }
      case ReloadWaiting wait -> {
        waiting.set(wait.changes().size());
        series.count(reloads, 1, "waiting");
      }
      case ReloadRefused _ -> series.count(reloads, 1, "refused");
    }
  }
}
