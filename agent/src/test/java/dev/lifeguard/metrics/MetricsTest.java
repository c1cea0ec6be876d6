package dev.lifeguard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Counter dropped = Counter.build("dropped_total", "-").create();
  private final Gauge gauge = Gauge.build("thing", "-").labelNames("gateway", "kind").create();
  private final Series series = new Series(2, dropped);

  @Test
  void refusesSeriesAboveTheCapAndCountsEachOnce() {
    series.of(gauge, "a", "x").set(1);
    series.of(gauge, "b", "x").set(2);
    series.of(gauge, "c", "x").set(3);
    series.of(gauge, "c", "x").set(4);
    assertThat(gauge.collect().getFirst().samples).hasSize(2);
    assertThat(dropped.get()).isEqualTo(1);
    series.of(gauge, "a", "x").set(5);
    assertThat(gauge.labels("a", "x").get()).isEqualTo(5);
  }

  @Test
  void forgettingAGatewayMakesRoom() {
    series.of(gauge, "a", "x").set(1);
    series.of(gauge, "a", "y").set(1);
    series.forget("a");
    series.of(gauge, "b", "x").set(1);
    assertThat(series.used()).isEqualTo(1);
    assertThat(gauge.collect().getFirst().samples).hasSize(1);
  }

  @Test
  void exportsVertxAndOurOwnInOnePlace() {
    try (var metrics = new Metrics("1.2.3")) {
      var text = metrics.scrape(Metrics.contentType(""));
      assertThat(text)
          .contains("lifeguard_build_info{version=\"1.2.3\"")
          .contains("jvm_memory_used_bytes")
          .contains("lifeguard_series_dropped_total 0.0");
    }
  }
}
