package dev.lifeguard.alert;

import static dev.lifeguard.rule.Rules.lasting;
import static dev.lifeguard.rule.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleVerticle;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertVerticleTest {
  private static final Rule DOWN = rule("gateway_down", "gateway_status != \"running\"");
  private static final Rule SLOW =
      rule("high_latency", "p99_latency > 10s")
          .with(lasting(Duration.ofMillis(300), Duration.ofMillis(300)));
  private static final AlertSettings SOON =
      new AlertSettings(
          Duration.ofMillis(100),
          Duration.ofSeconds(20),
          Duration.ofMinutes(10),
          Duration.ofHours(24));

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    done(vertx.close());
  }

  @Test
  void turnsPendingFiringAndResolvedByTheRealClock() throws Exception {
    try (var agent = new Agent(folder, DOWN, SLOW)) {
      agent.see(Fact.P99_LATENCY, FactValue.of(12));
      assertThat(agent.next()).isEqualTo("pending high_latency");
      assertThat(agent.next()).isEqualTo("fired high_latency");
      assertThat(done(agent.alerts.desk().alerts()))
          .singleElement()
          .hasToString("high_latency/critical home firing");
      agent.see(Fact.P99_LATENCY, FactValue.of(1));
      assertThat(agent.next()).isEqualTo("recovering high_latency");
      assertThat(agent.next()).isEqualTo("resolved high_latency");
      assertThat(done(agent.alerts.desk().alerts())).isEmpty();
      var resolved = done(agent.alerts.desk().resolved(10)).getFirst();
      assertThat(resolved.name()).isEqualTo("high_latency");
      assertThat(done(agent.alerts.desk().transitions(resolved.id(), 100)))
          .extracting(Transition::kind)
          .containsExactly("pending", "fired", "recovering", "resolved");
    }
  }

  @Test
  void losesNothingWhenItIsKilledAtTheMomentOfTelling() throws Exception {
    var copy = Files.createDirectory(folder.resolve("copy"));
    try (var agent = new Agent(folder, DOWN, SLOW)) {
      agent.see(Fact.GATEWAY_STATUS, FactValue.of("stopped"));
      while (!agent.next().equals("fired gateway_down"))
        ;
      copyDatabase(folder, copy);
    }
    try (var agent = new Agent(copy, DOWN, SLOW)) {
      assertThat(done(agent.alerts.desk().alerts()))
          .singleElement()
          .hasToString("gateway_down/critical home firing");
      agent.see(Fact.GATEWAY_STATUS, FactValue.of("stopped"));
      agent.see(Fact.GATEWAY_STATUS, FactValue.of("running"));
      assertThat(agent.next()).isEqualTo("resolved gateway_down");
    }
  }

  @Test
  void resolvesAtTheStartWhatNoRuleSpeaksOfAnyMore() throws Exception {
    try (var agent = new Agent(folder, DOWN)) {
      agent.see(Fact.GATEWAY_STATUS, FactValue.of("stopped"));
      while (!agent.next().equals("fired gateway_down"))
        ;
    }
    try (var agent = new Agent(folder, SLOW)) {
      assertThat(agent.next()).isEqualTo("resolved gateway_down");
    }
  }

  private static void copyDatabase(Path from, Path to) throws IOException {
    for (var name : List.of("lifeguard.db", "lifeguard.db-wal"))
      Files.copy(from.resolve(name), to.resolve(name));
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** The rooms rule and alert as the agent wires them. */
  private final class Agent implements AutoCloseable {
    final Store store;
    final Bus bus = new Bus(vertx);
    final Time time = new RealTime(vertx);
    final AlertVerticle alerts;
    final BlockingQueue<AlertEvent> told = new LinkedBlockingQueue<>();
    private final List<String> deployed;

    Agent(Path folder, Rule... rules) {
      store = Store.open(folder);
      bus.on(AlertEvent.class, told::add);
      var watched = new AlertVerticle.Watched(RuleSet.of(rules), Set.of("home"));
      alerts = new AlertVerticle(bus, time, store, SOON, watched);
      var rule = new RuleVerticle(bus, time, Freshness.USUAL);
      deployed = List.of(done(vertx.deployVerticle(alerts)), done(vertx.deployVerticle(rule)));
      rule.replace(RuleSet.of(rules), Map.of());
    }

    void see(Fact fact, FactValue value) {
      bus.publish(new Observed(Subject.gateway("home"), fact, value, time.now()));
    }

    String next() throws InterruptedException {
      var event = told.poll(10, TimeUnit.SECONDS);
      assertThat(event).as("another event within 10 s").isNotNull();
      return event.kind() + " " + event.alert().name();
    }

    @Override
    public void close() {
      deployed.forEach(id -> done(vertx.undeploy(id)));
      store.close();
    }
  }
}
