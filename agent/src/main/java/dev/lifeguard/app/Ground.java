package dev.lifeguard.app;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.metrics.AgentMeters;
import dev.lifeguard.metrics.Metrics;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

/** What everything else stands on: threads, clock, bus, store, metrics. */
record Ground(Vertx vertx, Time time, Bus bus, Store store, Metrics metrics) {
  private static final Duration DEADLINE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static Ground lay(Path dataDir, String version, Stopping stopping) {
    var metrics = new Metrics(version);
    stopping.add("metrics", DEADLINE, metrics);
    var store = Store.open(dataDir);
    stopping.add("store", Duration.ofSeconds(3), store);
    var vertx = vertx(metrics);
    stopping.addAsync("vertx", DEADLINE, () -> vertx.close().toCompletionStage());
    var bus = new Bus(vertx);
    AgentMeters.bind(metrics, bus, store);
    return new Ground(vertx, new RealTime(vertx), bus, store, metrics);
  }

  /** Waits for what starts or stops: only outside event loops. */
  <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private static Vertx vertx(Metrics metrics) {
    MetricsOptions observed =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setDisabledMetricsCategories(
                java.util.Set.of(
                    MetricsDomain.NET_CLIENT.toCategory(),
                    MetricsDomain.HTTP_CLIENT.toCategory(),
                    MetricsDomain.EVENT_BUS.toCategory(),
                    MetricsDomain.DATAGRAM_SOCKET.toCategory()))
            .setLabels(
                EnumSet.of(Label.HTTP_METHOD, Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME));
    var options =
        new VertxOptions()
            .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
            .setWorkerPoolSize(4)
            .setInternalBlockingPoolSize(4)
            .setPreferNativeTransport(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false))
            .setMetricsOptions(observed);
    return Vertx.builder()
        .with(options)
        .withMetrics(new MicrometerMetricsFactory(metrics.micrometer()))
        .build();
  }
}
