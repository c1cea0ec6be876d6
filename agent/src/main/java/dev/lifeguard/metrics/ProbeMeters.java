package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.probe.ProbeEvent;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.probe.ProbeEvent.ProbeFailed;
import dev.lifeguard.probe.ProbeEvent.ProbePassed;
import dev.lifeguard.probe.ProbeEvent.ProbeSkipped;
import dev.lifeguard.probe.ProbeEvent.ProbeUnknown;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome.Timing;
import dev.lifeguard.probe.tcp.TcpEvent;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;

/** What the probes saw, how long each phase took, and how late the schedule was. */
public final class ProbeMeters {
  private final Series series;
  private final Gauge success =
      Gauge.build("lifeguard_probe_success", "Whether the last look passed.")
          .labelNames("gateway", "probe")
          .create();
  private final Histogram duration =
      Histogram.build("lifeguard_probe_duration_seconds", "How long a look took as a whole.")
          .labelNames("gateway", "probe")
          .buckets(0.001, 0.005, 0.025, 0.1, 0.5, 1, 5)
          .create();
  private final Gauge phase =
      Gauge.build("lifeguard_probe_phase_seconds", "How long each phase of the last look took.")
          .labelNames("gateway", "probe", "phase")
          .create();
  private final Counter failures =
      Counter.build("lifeguard_probe_failures_total", "Looks that failed, by reason.")
          .labelNames("gateway", "probe", "reason")
          .create();
  private final Counter unknowns =
      Counter.build("lifeguard_probe_unknown_total", "Looks that could not be made, by reason.")
          .labelNames("probe", "reason")
          .create();
  private final Counter skipped =
      Counter.build("lifeguard_probe_skipped_total", "Looks due while the last was under way.")
          .labelNames("probe")
          .create();
  private final Counter retransmits =
      Counter.build("lifeguard_tcp_retransmits_total", "Connection requests that were sent again.")
          .labelNames("gateway")
          .create();
  private final Gauge resolver =
      Gauge.build("lifeguard_resolver_up", "0 while this machine's resolver does not answer.")
          .create();
  private final Histogram lag =
      Histogram.build("lifeguard_schedule_lag_seconds", "How late a look was begun.")
          .buckets(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5)
          .create();

  public ProbeMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    metrics.register(success);
    metrics.register(duration);
    metrics.register(phase);
    metrics.register(failures);
    metrics.register(unknowns);
    metrics.register(skipped);
    metrics.register(retransmits);
    metrics.register(resolver);
    metrics.register(lag);
    resolver.set(1);
    bus.on(TcpEvent.class, this::connect);
    bus.on(ProbeEvent.class, this::hear);
    bus.on(Forgotten.class, this::forget);
  }

  private void hear(ProbeEvent event) {
    switch (event) {
      case ProbeDue(_, var late) -> lag.observe(seconds(late));
      case ProbePassed(var id, var outcome, _) -> record(id, true, outcome.timing());
      case ProbeFailed(var id, var outcome, _) -> {
        record(id, false, outcome.timing());
        var reason = outcome.failure().reason().code();
        series.count(failures, 1, id.subject().gateway(), id.kind(), reason);
      }
      case ProbeSkipped(var id, _) -> series.count(skipped, 1, id.kind());
      case ProbeUnknown(var id, var because, _) ->
          series.count(unknowns, 1, id.kind(), because.reason().code());
    }
  }

  private void connect(TcpEvent event) {
    switch (event) {
      case TcpEvent.TcpConnected one ->
          one.ids()
              .forEach(
                  id ->
                      series.count(
                          retransmits, one.connected().retransmits(), id.subject().gateway()));
      case TcpEvent.ResolverLost _ -> resolver.set(0);
      case TcpEvent.ResolverBack _ -> resolver.set(1);
    }
  }

  private void record(ProbeId id, boolean passed, Timing timing) {
    var gateway = id.subject().gateway();
    series.of(success, gateway, id.kind()).set(passed ? 1 : 0);
    series.observe(duration, seconds(timing.took()), gateway, id.kind());
    for (var part : timing.phases())
      series.of(phase, gateway, id.kind(), part.name()).set(seconds(part.took()));
  }

  private void forget(Forgotten forgotten) {
    if (forgotten.subject().labels().isEmpty()) series.forget(forgotten.subject().gateway());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
