package dev.lifeguard.path;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Event;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import dev.lifeguard.tunnel.TunnelEvent;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paths of all gateways: watches them, chooses, and tells. An event-loop verticle; what others
 * ask of it may be asked from any thread.
 */
public final class Paths extends VerticleBase {
  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final Logger log = LoggerFactory.getLogger(Paths.class);

  private final Bus bus;
  private final Time time;
  private final Path key;
  private final PathPace pace;
  private final PathTerms terms;
  private final PathMemory memory;
  private final Map<String, GatewayPaths> gateways = new LinkedHashMap<>();
  private final Map<String, PathState> remembered = new HashMap<>();
  private final Map<TunnelId, TunnelState> tunnels = new HashMap<>();
  private volatile Map<String, String> inUse = Map.of();
  private Subscription listening = () -> {};
  private Timer beat = () -> {};

  /**
   * @param dataDir where our device key is kept
   */
  public Paths(Bus bus, Time time, Store store, Path dataDir) {
    this(
        bus,
        time,
        store,
        dataDir.resolve("device.key"),
        new Habits(PathPace.USUAL, PathTerms.USUAL));
  }

  /** How often is looked, and by what is chosen. */
  record Habits(PathPace pace, PathTerms terms) {}

  Paths(Bus bus, Time time, Store store, Path key, Habits habits) {
    this.bus = bus;
    this.time = time;
    this.key = key;
    this.pace = habits.pace();
    this.terms = habits.terms();
    this.memory = new PathMemory(store);
  }

  @Override
  public Future<?> start() {
    listening = bus.on(TunnelEvent.class, this::hear);
    beat = time.every(BEAT, () -> gateways.values().forEach(GatewayPaths::observe));
    return memory
        .recall(time.moment())
        .onSuccess(remembered::putAll)
        .otherwise(
            e -> {
              log.warn("paths in use before are not known because={}", e.toString());
              return Map.of();
            });
  }

  @Override
  public Future<?> stop() {
    listening.end();
    beat.cancel();
    gateways.values().forEach(GatewayPaths::end);
    gateways.clear();
    return Future.succeededFuture();
  }

  /** These are all the gateways from now on; one whose ways are the same goes on. */
  public Future<Void> follow(List<Ways> wanted) {
    return ask(() -> take(wanted)).mapEmpty();
  }

  private int take(List<Ways> wanted) {
    var former = Map.copyOf(gateways);
    gateways.clear();
    for (var ways : wanted) gateways.put(ways.gateway(), paths(ways, former));
    former.forEach(this::drop);
    note();
    return gateways.size();
  }

  private GatewayPaths paths(Ways ways, Map<String, GatewayPaths> former) {
    var before = Optional.ofNullable(former.get(ways.gateway()));
    if (before.filter(it -> it.ways.equals(ways)).isPresent()) return before.get();
    var means = new GatewayPaths.Means(time, terms, pace, this::look, this::tell);
    var fresh = new GatewayPaths(ways, means);
    before.ifPresent(fresh::follow);
    if (before.isEmpty())
      Optional.ofNullable(remembered.remove(ways.gateway())).ifPresent(fresh::resume);
    fresh.start(tunnels);
    return fresh;
  }

  private PathLook look(Way way) {
    return new PathLook(vertx, time, way, key);
  }

  private void drop(String gateway, GatewayPaths former) {
    var now = Optional.ofNullable(gateways.get(gateway));
    if (now.filter(former::equals).isPresent()) return;
    former.end();
    for (var way : former.ways.all())
      if (now.flatMap(it -> it.ways.named(way.name())).isEmpty())
        bus.publish(new PathEvent.PathRemoved(gateway, way.name(), time.now()));
  }

  private void hear(TunnelEvent event) {
    switch (event) {
      case TunnelEvent.StateChanged(var id, _, var to, _) -> changed(id, to);
      case TunnelEvent.Removed(var id, _) -> tunnels.remove(id);
      case TunnelEvent.AttemptFailed _,
          TunnelEvent.ForwardChanged _,
          TunnelEvent.StandbyChanged _,
          TunnelEvent.ConnectionServed _,
          TunnelEvent.ConnectionCut _ -> {} // says nothing about the way as a whole
    }
  }

  private void changed(TunnelId id, TunnelState to) {
    tunnels.put(id, to);
    Optional.ofNullable(gateways.get(id.gateway())).ifPresent(it -> it.tunnel(id, to));
  }

  private void tell(Event event) {
    if (event instanceof PathEvent told) log(told);
    if (event instanceof PathEvent.PathSwitched it) {
      note();
      keep(it.gateway());
    }
    bus.publish(event);
  }

  private void keep(String gateway) {
    Optional.ofNullable(gateways.get(gateway))
        .map(paths -> memory.keep(gateway, paths.state()))
        .ifPresent(
            kept ->
                kept.onFailure(e -> log.warn("a path in use is not kept gateway={}", gateway, e)));
  }

  private static void log(PathEvent event) {
    switch (event) {
      case PathEvent.PathSwitched it ->
          log.warn(
              "path switched gateway={} from={} to={} reason={} because={}",
              it.gateway(),
              it.from(),
              it.to(),
              it.reason().code(),
              it.detail());
      case PathEvent.HealthChanged it ->
          log.info(
              "path gateway={} path={} health={}", it.gateway(), it.path(), it.health().word());
      case PathEvent.StrangerFound it ->
          log.warn(
              "path leads elsewhere gateway={} path={} {}", it.gateway(), it.path(), it.detail());
      case PathEvent.PathRemoved _ -> {}
    }
  }

  private void note() {
    inUse =
        gateways.values().stream()
            .collect(Collectors.toUnmodifiableMap(it -> it.ways.gateway(), GatewayPaths::current));
  }

  /** The path in use, as last known; empty for a gateway that is not watched. */
  public Optional<String> inUse(String gateway) {
    return Optional.ofNullable(inUse.get(gateway));
  }

  /** The way that is used now; fails with a FailedException for a gateway that is not watched. */
  public Future<Way> current(String gateway) {
    return ask(
        () -> {
          var paths = named(gateway);
          return paths.ways.named(paths.current()).orElseThrow();
        });
  }

  /** All gateways with their paths. */
  public Future<List<PathView>> views() {
    return ask(() -> gateways.values().stream().map(GatewayPaths::view).toList());
  }

  /**
   * Uses that path from now on, or the best other one when none is named; stands for a while even
   * against a preferred path. Answers with the path in use; fails with a FailedException when the
   * path does not serve.
   */
  public Future<String> switchTo(String gateway, Optional<String> path) {
    return ask(
        () -> {
          var now = named(gateway).request(path);
          note();
          return now;
        });
  }

  private GatewayPaths named(String gateway) {
    return Optional.ofNullable(gateways.get(gateway))
        .orElseThrow(
            () -> new FailedException(Reason.NOT_SUPPORTED, "there is no gateway " + gateway));
  }

  /** Asks on our own thread, answers on the caller's. */
  private <T> Future<T> ask(Supplier<T> question) {
    var caller = vertx.getOrCreateContext();
    var answer = Promise.<T>promise();
    context.runOnContext(
        _ -> {
          var given = Future.<T>future(promise -> promise.complete(question.get()));
          caller.runOnContext(_ -> given.onComplete(answer));
        });
    return answer.future();
  }
}
