package dev.lifeguard.chaos;

import dev.lifeguard.alert.AlertSettings;
import dev.lifeguard.alert.AlertVerticle;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.notify.Notifier;
import dev.lifeguard.notify.NotifySettings;
import dev.lifeguard.notify.webhook.WebhookSettings;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Rules;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleVerticle;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The part of the agent that makes alerts and tells them, as a process that can be killed: the real
 * verticles, store and receiver. In a storm its gateways go up and down all the time; in a calm
 * they are all well, and it ends once everything is told.
 */
final class StormAgent {
  private static final List<String> GATEWAYS =
      List.of("g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9", "g10", "g11", "g12");
  private static final Rule DOWN = Rules.rule("gateway_down", "gateway_status != \"running\"");
  private static final AlertSettings AT_ONCE =
      new AlertSettings(
          Duration.ZERO, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofHours(24));
  private static final long PACE_MILLIS = 25;

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final RealTime time = new RealTime(vertx);
  private final Store store;
  private final AlertVerticle alerts;

  private StormAgent(Path folder, URI receiver) {
    store = Store.open(folder);
    var rules = RuleSet.of(DOWN);
    alerts =
        new AlertVerticle(
            bus, time, store, AT_ONCE, new AlertVerticle.Watched(rules, Set.copyOf(GATEWAYS)));
    var notifier = new Notifier(vertx, bus, time, store, Optional::empty);
    var hook = new WebhookSettings("hook", receiver, new SecretSource.None());
    var none = NotifySettings.none();
    var settings =
        new NotifySettings(
            List.of(hook), Map.of(), List.of(), none.watch(), none.console(), none.followUp());
    var judge = new RuleVerticle(bus, time, Freshness.USUAL);
    done(vertx.deployVerticle(notifier));
    done(notifier.replace(settings));
    done(vertx.deployVerticle(alerts));
    notifier.catchUp(done(alerts.desk().alerts()), done(alerts.desk().lately()));
    done(vertx.deployVerticle(judge));
    judge.replace(rules, Map.of());
  }

  /** {@code FOLDER URL SEED} for a storm without an end, {@code FOLDER URL calm} for the end. */
  public static void main(String[] args) throws InterruptedException {
    var agent = new StormAgent(Path.of(args[0]), URI.create(args[1]));
    System.out.println("ready");
    if (args[2].equals("calm")) agent.calm();
    else agent.storm(new Random(Long.parseLong(args[2])));
    System.exit(0);
  }

  private void storm(Random random) throws InterruptedException {
    while (true) {
      var gateway = GATEWAYS.get(random.nextInt(GATEWAYS.size()));
      see(gateway, random.nextInt(3) == 0 ? "stopped" : "running");
      pause();
    }
  }

  private void calm() throws InterruptedException {
    while (!isOver()) {
      GATEWAYS.forEach(gateway -> see(gateway, "running"));
      pause();
    }
    store.close();
  }

  private boolean isOver() {
    var standing =
        done(alerts.desk().alerts()).stream().filter(alert -> !alert.state().code().equals("ok"));
    var waiting = done(store.query("SELECT count(*) AS n FROM outbox", row -> row.number("n")));
    return standing.findAny().isEmpty() && waiting.getFirst() == 0;
  }

  private void see(String gateway, String status) {
    bus.publish(
        new Observed(
            Subject.gateway(gateway), Fact.GATEWAY_STATUS, FactValue.of(status), time.now()));
  }

  private static void pause() throws InterruptedException {
    new CountDownLatch(1).await(PACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
