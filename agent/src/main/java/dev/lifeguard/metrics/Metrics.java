package dev.lifeguard.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;

/**
 * One registry for everything: Vert.x and the JVM through Micrometer, our own meters through the
 * Prometheus client. Lives as long as the agent; reading it is safe from any thread.
 */
public final class Metrics implements AutoCloseable {
  /** Exported samples at most; what is beyond is counted, not kept. */
  public static final int SERIES_CAP = 150_000;

  private final CollectorRegistry registry = new CollectorRegistry(true);
  private final MeterRegistry micrometer = micrometer(registry);
  private final Series series;
  private final JvmGcMetrics collections = new JvmGcMetrics();

  public Metrics(String version) {
    var dropped =
        Counter.build("lifeguard_series_dropped_total", "Series refused because of the series cap.")
            .register(registry);
    series = new Series(SERIES_CAP, dropped);
    gauge("lifeguard_series", "Exported series of Lifeguard's own meters.", series::used);
    Gauge.build("lifeguard_build_info", "Which Lifeguard runs: always 1.")
        .labelNames("version", "java")
        .register(registry)
        .labels(version, Runtime.version().toString())
        .set(1);
    bindMachine();
  }

  /** What Vert.x reports to. */
  public MeterRegistry micrometer() {
    return micrometer;
  }

  public CollectorRegistry registry() {
    return registry;
  }

  public Series series() {
    return series;
  }

  /** A gauge that is read when somebody looks. */
  public void gauge(String name, String help, DoubleSupplier value) {
    Reading.gauge(name, help, value).register(registry);
  }

  /** A counter that somebody else keeps; the name carries {@code _total}. */
  public void counter(String name, String help, DoubleSupplier value) {
    Reading.counter(name, help, value).register(registry);
  }

  /** Registers a collector of ours. */
  public <C extends Collector> C register(C collector) {
    return collector.register(registry);
  }

  @SuppressWarnings("deprecation") // the simpleclient's registry, as docs/rationale.md says
  private static MeterRegistry micrometer(CollectorRegistry registry) {
    return new io.micrometer.prometheus.PrometheusMeterRegistry(
        io.micrometer.prometheus.PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
  }

  /** What {@code Accept} asks for: OpenMetrics, or the text format that everybody reads. */
  public static String contentType(String accept) {
    return TextFormat.chooseContentType(accept);
  }

  public String scrape(String contentType) {
    var out = new StringWriter(64 * 1024);
    try {
      TextFormat.writeFormat(contentType, out, registry.metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private void bindMachine() {
    new JvmMemoryMetrics().bindTo(micrometer);
    new JvmThreadMetrics().bindTo(micrometer);
    OwnProcess.bind(this);
    collections.bindTo(micrometer);
  }

  @Override
  public void close() {
    collections.close();
    micrometer.close();
  }
}
