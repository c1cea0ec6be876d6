package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayEvent;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.List;
import java.util.Map;

/**
 * Gateways by their own word: state, calls, connections, channels, providers, and their figures.
 */
public final class GatewayMeters {
  /** Facts of a gateway that are figures, and the gauges that carry them. */
  private static final Map<Fact, String> FIGURES =
      Map.of(
          Fact.GATEWAY_UPTIME, "lifeguard_gateway_uptime_seconds",
          Fact.ERROR_RATE, "lifeguard_gateway_error_ratio",
          Fact.ERRORS_HOURLY, "lifeguard_gateway_errors_last_hour",
          Fact.EVENT_LOOP_DELAY, "lifeguard_gateway_event_loop_delay_seconds",
          Fact.ACTIVE_RUNS, "lifeguard_gateway_active_runs",
          Fact.AUTH_FAILURES_HOURLY, "lifeguard_gateway_auth_failures_last_hour",
          Fact.CONFIG_DRIFT, "lifeguard_gateway_config_drift",
          Fact.SECURITY_CRITICAL, "lifeguard_gateway_security_critical_findings",
          Fact.SECURITY_WARNINGS, "lifeguard_gateway_security_warnings",
          Fact.CERTIFICATE_EXPIRES_IN, "lifeguard_gateway_certificate_expires_in_seconds");

  private final Series series;
  private final Gauge status =
      Gauge.build("lifeguard_gateway_status", "The settled state: 1 for the present one.")
          .labelNames("gateway", "status")
          .create();
  private final Gauge channel =
      Gauge.build(
              "lifeguard_channel_status",
              "The state of a channel's account: 1 for the present one.")
          .labelNames("gateway", "channel", "account", "status")
          .create();
  private final Gauge provider =
      Gauge.build(
              "lifeguard_provider_status", "The state of a model provider: 1 for the present one.")
          .labelNames("gateway", "provider", "status")
          .create();
  private final Histogram calls =
      Histogram.build(
              "lifeguard_gateway_call_duration_seconds", "Round trip of a call to the gateway.")
          .labelNames("gateway")
          .buckets(0.001, 0.005, 0.025, 0.1, 0.5, 2, 10)
          .create();
  private final Counter failed =
      Counter.build(
              "lifeguard_gateway_calls_failed_total", "Calls refused or not answered, by reason.")
          .labelNames("gateway", "reason")
          .create();
  private final Counter connects =
      Counter.build("lifeguard_gateway_connects_total", "Connections that came to stand.")
          .labelNames("gateway")
          .create();
  private final Counter connectsFailed =
      Counter.build(
              "lifeguard_gateway_connects_failed_total", "Connections that did not, by reason.")
          .labelNames("gateway", "reason")
          .create();
  private final Counter restarts =
      Counter.build(
              "lifeguard_gateway_restarts_total",
              "Lives of the gateway that began while it was watched.")
          .labelNames("gateway")
          .create();
  private final Map<Fact, Gauge> figures;

  public GatewayMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    for (var collector :
        List.of(status, channel, provider, calls, failed, connects, connectsFailed, restarts))
      metrics.register(collector);
    figures = new java.util.EnumMap<>(Fact.class);
    FIGURES.forEach(
        (fact, name) ->
            figures.put(
                fact,
                metrics.register(
                    Gauge.build(name, capitalised(fact.meaning()))
                        .labelNames("gateway")
                        .create())));
    bus.on(Observed.class, this::see);
    bus.on(GatewayEvent.class, this::hear);
  }

  private void see(Observed seen) {
    var subject = seen.subject();
    var figure = figures.get(seen.fact());
    if (figure != null && subject.labels().isEmpty())
      series.of(figure, subject.gateway()).set(amount(seen.value()));
    switch (seen.fact()) {
      case GATEWAY_STATUS -> mark(status, seen, subject.gateway());
      case CHANNEL_STATUS ->
          mark(
              channel,
              seen,
              subject.gateway(),
              label(subject, "channel"),
              label(subject, "account"));
      case PROVIDER_STATUS -> mark(provider, seen, subject.gateway(), label(subject, "provider"));
      default -> {} // figures above, or somebody else's
    }
  }

  /** One series for each word that the fact can have; none is 1 while it is not known. */
  private void mark(Gauge gauge, Observed seen, String... labels) {
    var present = seen.value() instanceof FactValue.Word(var word) ? word : "";
    for (var word : seen.fact().words()) {
      var all = java.util.Arrays.copyOf(labels, labels.length + 1);
      all[labels.length] = word;
      series.of(gauge, all).set(word.equals(present) ? 1 : 0);
    }
  }

  private void hear(GatewayEvent event) {
    switch (event) {
      case GatewayEvent.CallAnswered answered ->
          series.observe(calls, answered.took().toNanos() / 1e9, answered.gateway());
      case GatewayEvent.CallFailed call ->
          series.count(failed, 1, call.gateway(), call.failure().reason().code());
      case GatewayEvent.Connected connected -> series.count(connects, 1, connected.gateway());
      case GatewayEvent.ConnectFailed attempt ->
          series.count(
              connectsFailed, 1, attempt.gateway(), attempt.failure().failure().reason().code());
      case GatewayEvent.Restarted restarted -> series.count(restarts, 1, restarted.gateway());
      default -> {} // told as facts, or of interest to timelines only
    }
  }

  private static double amount(FactValue value) {
    return value instanceof FactValue.Amount(var amount) ? amount : Double.NaN;
  }

  private static String label(Subject subject, String name) {
    return subject.labels().getOrDefault(name, "");
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
