package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.probe.ProbeEvent.ProbePassed;
import dev.lifeguard.tunnel.TunnelEvent;
import dev.lifeguard.tunnel.TunnelId;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Summary;
import java.util.List;

/** Tunnels as their users have them: up is only what answered through them. */
public final class TunnelMeters {
  private static final List<String> STATES = Fact.TUNNEL_STATE.words();

  private final Series series;
  private final Gauge up =
      Gauge.build("openclaw_tunnel_up", "Whether what is expected answered through the forward.")
          .labelNames("gateway", "tunnel", "forward")
          .create();
  private final Summary latency =
      Summary.build(
              "openclaw_tunnel_latency_seconds", "Time until an answer came through the forward.")
          .labelNames("gateway", "tunnel", "forward")
          .quantile(0.5, 0.05)
          .quantile(0.95, 0.01)
          .quantile(0.99, 0.005)
          .maxAgeSeconds(600)
          .create();
  private final Gauge state =
      Gauge.build("lifeguard_tunnel_state", "The state of the tunnel: 1 for the present one.")
          .labelNames("gateway", "tunnel", "state")
          .create();
  private final Counter reconnects =
      Counter.build("lifeguard_tunnel_reconnects_total", "Sessions that had to be replaced.")
          .labelNames("gateway", "tunnel")
          .create();
  private final Counter attempts =
      Counter.build("lifeguard_tunnel_attempts_failed_total", "Attempts at a session that failed.")
          .labelNames("gateway", "tunnel", "reason")
          .create();
  private final Counter served =
      Counter.build(
              "lifeguard_tunnel_connections_served_total",
              "Connections that ended as both sides wished.")
          .labelNames("gateway", "tunnel", "forward")
          .create();
  private final Counter cut =
      Counter.build(
              "lifeguard_tunnel_connections_cut_total", "Connections cut, or never let through.")
          .labelNames("gateway", "tunnel", "forward", "reason")
          .create();

  public TunnelMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    for (var collector : List.of(up, latency, state, reconnects, attempts, served, cut))
      metrics.register(collector);
    bus.on(Observed.class, this::see);
    bus.on(ProbePassed.class, this::time);
    bus.on(TunnelEvent.class, this::hear);
  }

  private void see(Observed seen) {
    if (seen.fact() != Fact.TUNNEL_UP) return;
    var labels = seen.subject().labels();
    var value = seen.value() instanceof FactValue.Amount(var amount) ? amount : 0;
    series
        .of(
            up,
            seen.subject().gateway(),
            labels.getOrDefault("tunnel", ""),
            labels.getOrDefault("forward", ""))
        .set(value);
  }

  private void time(ProbePassed passed) {
    if (!passed.id().kind().equals("forward")) return;
    var labels = passed.id().subject().labels();
    var seconds = passed.outcome().timing().took().toNanos() / 1e9;
    series.observe(
        latency,
        seconds,
        passed.id().subject().gateway(),
        labels.getOrDefault("tunnel", ""),
        labels.getOrDefault("forward", ""));
  }

  private void hear(TunnelEvent event) {
    var tunnel = event.tunnel();
    switch (event) {
      case TunnelEvent.StateChanged changed -> enter(tunnel, changed);
      case TunnelEvent.AttemptFailed failed ->
          series.count(attempts, 1, tunnel.gateway(), tunnel.name(), failed.why().reason().code());
      case TunnelEvent.ConnectionServed one ->
          series.count(served, 1, tunnel.gateway(), tunnel.name(), one.forward());
      case TunnelEvent.ConnectionCut one ->
          series.count(
              cut, 1, tunnel.gateway(), tunnel.name(), one.forward(), one.why().reason().code());
      case TunnelEvent.Removed _ -> series.forget(tunnel.gateway(), tunnel.name());
      case TunnelEvent.ForwardChanged _,
          TunnelEvent.StandbyChanged _ -> {} // facts and console tell
    }
  }

  private void enter(TunnelId tunnel, TunnelEvent.StateChanged changed) {
    for (var word : STATES)
      series
          .of(state, tunnel.gateway(), tunnel.name(), word)
          .set(word.equals(changed.to().word()) ? 1 : 0);
    var more = changed.to().life().reconnects() - changed.from().life().reconnects();
    series.count(reconnects, Math.max(0, more), tunnel.gateway(), tunnel.name());
  }
}
