package dev.lifeguard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.store.Store;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeIT {
  @TempDir Path folder;

  @Test
  void promtoolHasNothingToSay() throws Exception {
    var promtool = Peers.require(Peer.PROMTOOL);
    try (var metrics = new Metrics("1.2.3");
        var store = Store.open(folder)) {
      var vertx = observed(metrics);
      var bus = new Bus(vertx);
      AgentMeters.bind(metrics, bus, store);
      new ProbeMeters(metrics, bus);
      vertx
          .createHttpServer()
          .requestHandler(request -> request.response().end())
          .listen(0)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      assertThat(lint(promtool, metrics.scrape(Metrics.contentType("")))).isEmpty();
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static Vertx observed(Metrics metrics) {
    MetricsOptions options = new MicrometerMetricsOptions().setEnabled(true);
    return Vertx.builder()
        .with(new VertxOptions().setMetricsOptions(options))
        .withMetrics(new MicrometerMetricsFactory(metrics.micrometer()))
        .build();
  }

  private static String lint(Path promtool, String text) throws Exception {
    var process =
        new ProcessBuilder(promtool.toString(), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    try (var in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
