package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.gateway.GatewayEvent.Reported;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.health.GatewayWatch;
import dev.lifeguard.gateway.health.WatchSettings;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Watches the gateway for a moment, for what lies behind it: channels, providers, load. For a
 * command; an agent knows all that already. Blocks.
 */
public record PartsLook(Vertx vertx, Bus bus, Time time, Path dataDir, Duration patience)
    implements Further {
  private static final Set<Fact> WANTED =
      EnumSet.of(
          Fact.CHANNEL_STATUS,
          Fact.CHANNEL_LATENCY,
          Fact.PROVIDER_STATUS,
          Fact.EVENT_LOOP_DELAY,
          Fact.CONFIG_DRIFT,
          Fact.GATEWAY_STATE);

  @Override
  public void look(Walk walk, Way way, Progress progress) throws InterruptedException {
    if (way.gateway().isEmpty() || walk.evidence().brokenAt().isPresent()) return;
    progress.now(PathLayer.CHANNELS, "looking behind the gateway");
    var seen = new ConcurrentHashMap<String, Observed>();
    var enough = new CompletableFuture<GatewayReport>();
    var observed = bus.on(Observed.class, it -> note(seen, it));
    var reported = bus.on(Reported.class, it -> judge(it.report(), seen.values(), enough));
    try {
      watch(way.gateway().get(), enough)
          .flatMap(PartsLook::lacks)
          .ifPresent(it -> walk.notebook().failed(PathLayer.GATEWAY, "rights", it));
    } finally {
      observed.end();
      reported.end();
    }
    var facts = new LinkedHashMap<String, Observed>(seen);
    facts
        .values()
        .forEach(it -> walk.notebook().sign(new Sign.Seen(it.subject(), it.fact(), it.value())));
    rows(walk.notebook(), facts);
  }

  /** It lets us in, and not to what we came for. */
  private static Optional<Failure> lacks(GatewayReport report) {
    return report.evidence().problem().filter(it -> it.reason() == Reason.SCOPE_MISSING);
  }

  private Optional<GatewayReport> watch(
      GatewaySettings gateway, CompletableFuture<GatewayReport> enough)
      throws InterruptedException {
    var slow = Duration.ofHours(1); // one look is all there is time for
    var pace =
        new WatchSettings(Duration.ofMillis(500), Duration.ofSeconds(5), slow, slow, slow, slow);
    var watch = new GatewayWatch(gateway, pace, bus, time, dataDir);
    var deployed =
        Waiting.on(
            vertx.deployVerticle(watch).toCompletionStage().toCompletableFuture(),
            Duration.ofSeconds(5));
    var report = Waiting.on(enough, patience);
    if (deployed.isPresent())
      Waiting.on(
          vertx.undeploy(deployed.get()).toCompletionStage().toCompletableFuture(),
          Duration.ofSeconds(2));
    return report;
  }

  private static void note(Map<String, Observed> seen, Observed observed) {
    if (WANTED.contains(observed.fact()))
      seen.put(observed.subject() + " " + observed.fact(), observed);
  }

  /** Security and log need longer, and are no matter of the way. */
  private static void judge(
      GatewayReport report, Collection<Observed> seen, CompletableFuture<GatewayReport> enough) {
    var talks =
        report.evidence().state() == GatewayState.RUNNING
            || report.evidence().state() == GatewayState.BUSY;
    var known =
        report.unknown().stream()
            .map(GatewayReport.Unknown::what)
            .noneMatch(List.of("channels", "providers")::contains);
    var told = talks && known && report.latency().last().isPresent() && isProbed(seen);
    if (told || lacks(report).isPresent()) enough.complete(report);
  }

  /** A channel that calls itself active is so once the gateway's live probe says it, too. */
  private static boolean isProbed(Collection<Observed> seen) {
    var probed =
        seen.stream()
            .filter(it -> it.fact() == Fact.CHANNEL_LATENCY)
            .filter(it -> it.value() instanceof FactValue.Amount)
            .map(Observed::subject)
            .collect(Collectors.toSet());
    return seen.stream()
        .filter(it -> it.fact() == Fact.CHANNEL_STATUS)
        .filter(it -> it.value().equals(FactValue.of("active")))
        .allMatch(it -> probed.contains(it.subject()));
  }

  private static void rows(Notebook notebook, Map<String, Observed> facts) {
    row(notebook, PathLayer.CHANNELS, Fact.CHANNEL_STATUS, facts);
    row(notebook, PathLayer.PROVIDERS, Fact.PROVIDER_STATUS, facts);
  }

  private static void row(
      Notebook notebook, PathLayer layer, Fact fact, Map<String, Observed> facts) {
    var parts =
        facts.values().stream()
            .filter(it -> it.fact() == fact)
            .filter(it -> it.value() instanceof FactValue.Word)
            .sorted(java.util.Comparator.comparing(Observed::subject))
            .toList();
    for (var part : parts)
      notebook.part(
          layer,
          String.join("/", part.subject().labels().values()),
          ((FactValue.Word) part.value()).value());
  }
}
