package dev.lifeguard.app;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.console.Endpoint;
import dev.lifeguard.console.Vitals;
import dev.lifeguard.metrics.ProbeMeters;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleVerticle;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The graph: who is made of what, and who starts before whom. */
final class Wiring {
  private static final long START_SECONDS = 20;

  private final Ground ground;
  private final Settings settings;
  private final String version;
  private Loaded.Good<AgentSettings> loaded;

  Wiring(Ground ground, Settings settings, Loaded.Good<AgentSettings> loaded, String version) {
    this.ground = ground;
    this.settings = settings;
    this.loaded = loaded;
    this.version = version;
  }

  void start(Stopping stopping) {
    new ProbeMeters(ground.metrics(), ground.bus());
    var rules = new RuleVerticle(ground.bus(), ground.time(), Freshness.USUAL);
    await(ground.vertx().deployVerticle(rules));
    rules.replace(RuleSet.EMPTY, labels());
  }

  List<Endpoint> endpoints() {
    var vitals = new Vitals(ground.metrics(), ground.time(), this::status, List::of);
    return new ArrayList<>(vitals.endpoints());
  }

  private JsonObject status() {
    return new JsonObject()
        .put("version", version)
        .put("configuration", settings.described())
        .put("gateways", loaded.value().gateways().size());
  }

  List<String> watched() {
    return loaded.value().gateways().stream()
        .map(gateway -> gateway.name() + "  " + gateway.paths().getFirst().gateway().url())
        .toList();
  }

  private Map<String, Map<String, String>> labels() {
    var labels = new TreeMap<String, Map<String, String>>();
    loaded.value().gateways().forEach(gateway -> labels.put(gateway.name(), gateway.labels()));
    return labels;
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(START_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
