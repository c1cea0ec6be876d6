package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.StandIn;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics plugin is not to be had here: a stand-in serves what its documentation says. */
class MetricsPluginIT {
  @TempDir Path dataDir;

  @Test
  void failedCallsAreTakenFromTheGatewaysOwnMetricsWhereTheyAre() {
    var vertx = Vertx.vertx();
    var looks = new AtomicInteger();
    try (var gateway =
            StandIn.withMetrics(vertx, "the-token", () -> page(looks.incrementAndGet()));
        var watched = Watched.of(gateway.url(), "the-token", dataDir)) {
      watched.fact(Fact.ERROR_RATE, it -> it instanceof FactValue.Amount(var rate) && rate == 0.25);
      var told =
          watched.await(
              GatewayEvent.Reported.class, it -> it.report().latency().errorRate().isPresent());
      assertThat(told.report().latency().errorRate().orElseThrow().source())
          .isEqualTo("the gateway's metrics plugin");
    } finally {
      vertx.close().await();
    }
  }

  /** Four calls more at each look, one of them failed. */
  private static String page(int look) {
    return """
    openclaw_model_call_total{model="m",outcome="completed",provider="p"} %d
    openclaw_model_call_total{model="m",outcome="error",provider="p"} %d
    """
        .formatted(3 * look, look);
  }
}
