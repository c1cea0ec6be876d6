package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.path.PathEvent;
import dev.lifeguard.path.PathHealth;
import dev.lifeguard.path.SwitchReason;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ways to gateways: which one is used, which would serve, how often it changed and why. */
public final class PathMeters {
  private final Series series;
  private final Map<String, String> inUse = new HashMap<>();
  private final Gauge used =
      Gauge.build("lifeguard_path_in_use", "1 for the access path that the gateway is reached on.")
          .labelNames("gateway", "path")
          .create();
  private final Gauge healthy =
      Gauge.build("lifeguard_path_healthy", "Whether the gateway answers on the access path.")
          .labelNames("gateway", "path")
          .create();
  private final Counter switches =
      Counter.build("lifeguard_path_switches_total", "Switches to another access path.")
          .labelNames("gateway", "reason")
          .create();
  private final Counter strangers =
      Counter.build(
              "lifeguard_path_strangers_total",
              "Times that another gateway was found at the end of an access path.")
          .labelNames("gateway", "path")
          .create();

  public PathMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    for (var collector : List.of(used, healthy, switches, strangers)) metrics.register(collector);
    bus.on(Observed.class, this::see);
    bus.on(PathEvent.class, this::hear);
  }

  private void see(Observed seen) {
    if (seen.fact() == Fact.PATH && seen.value() instanceof FactValue.Word(var path))
      use(seen.subject().gateway(), path);
  }

  private void use(String gateway, String path) {
    var before = inUse.put(gateway, path);
    if (path.equals(before)) return;
    if (before == null)
      for (var reason : SwitchReason.values()) series.count(switches, 0, gateway, reason.code());
    else series.of(used, gateway, before).set(0);
    series.of(used, gateway, path).set(1);
  }

  private void hear(PathEvent event) {
    switch (event) {
      case PathEvent.PathSwitched it -> series.count(switches, 1, it.gateway(), it.reason().code());
      case PathEvent.HealthChanged(var gateway, var path, var health, _) ->
          series.of(healthy, gateway, path).set(health instanceof PathHealth.Healthy ? 1 : 0);
      case PathEvent.StrangerFound(var gateway, var path, _, _) ->
          series.count(strangers, 1, gateway, path);
      case PathEvent.PathRemoved(var gateway, var path, _) -> forget(gateway, path);
    }
  }

  private void forget(String gateway, String path) {
    series.forget(gateway, path);
    if (path.equals(inUse.get(gateway))) inUse.remove(gateway);
  }
}
