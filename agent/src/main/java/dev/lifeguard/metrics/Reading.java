package dev.lifeguard.metrics;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A value that somebody else keeps, read at each scrape. */
final class Reading extends Collector {
  private final String name;
  private final Type type;
  private final String help;
  private final DoubleSupplier value;

  private Reading(String name, Type type, String help, DoubleSupplier value) {
    this.name = name;
    this.type = type;
    this.help = help;
    this.value = value;
  }

  static Reading gauge(String name, String help, DoubleSupplier value) {
    return new Reading(name, Type.GAUGE, help, value);
  }

  static Reading counter(String name, String help, DoubleSupplier value) {
    return new Reading(name, Type.COUNTER, help, value);
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var sample = new MetricFamilySamples.Sample(name, List.of(), List.of(), value.getAsDouble());
    return List.of(new MetricFamilySamples(name, type, help, List.of(sample)));
  }
}
