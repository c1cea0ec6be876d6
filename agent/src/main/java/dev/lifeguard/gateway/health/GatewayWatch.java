package dev.lifeguard.gateway.health;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.FarHost;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.Route;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Watches one gateway over one kept connection, and tells what it does as events and facts. To be
 * deployed as an event-loop verticle: it never blocks.
 */
public final class GatewayWatch extends VerticleBase {
  private static final Duration TICK = Duration.ofMillis(250);

  private final List<Route> routes;
  private final WatchSettings pace;
  private final Bus bus;
  private final Time time;
  private final Path dataDir;
  private Optional<Watching> watching = Optional.empty();
  private Optional<SshSessions> sessions = Optional.empty();
  private Route route;
  private Subscription way = () -> {};
  private Subscription trails = () -> {};
  private Timer ticker = () -> {};

  /**
   * @param dataDir where our device key is kept
   */
  public GatewayWatch(
      GatewaySettings settings, WatchSettings pace, Bus bus, Time time, Path dataDir) {
    this(List.of(Route.direct("", settings)), pace, bus, time, dataDir);
  }

  /**
   * @param routes all to the same gateway; the fact {@code path} says which of them is used, and
   *     until it does, the first one is
   */
  public GatewayWatch(List<Route> routes, WatchSettings pace, Bus bus, Time time, Path dataDir) {
    this.routes = List.copyOf(routes);
    this.route = routes.getFirst();
    this.pace = pace;
    this.bus = bus;
    this.time = time;
    this.dataDir = dataDir;
  }

  /** What these sessions lead to may be looked at too. Before it is deployed. */
  public GatewayWatch over(SshSessions kept) {
    sessions = Optional.of(kept);
    return this;
  }

  @Override
  public Future<?> start() {
    begin();
    way = bus.on(Observed.class, this::hear);
    trails = bus.on(LogTrail.class, this::hear);
    ticker = time.every(TICK, () -> watching.ifPresent(Watching::tick));
    return Future.succeededFuture();
  }

  private void begin() {
    var teller = new Teller(name(), time, bus::publish);
    var means =
        new Looks.Means(vertx, new Aside(vertx), time, teller, route.gateway(), programs(), far());
    var fresh = new Watching(means, pace, dataDir.resolve("device.key"));
    watching = Optional.of(fresh);
    fresh.start();
  }

  private Optional<FarHost> far() {
    return sessions.flatMap(kept -> route.login().map(login -> new FarHost(kept, login)));
  }

  private String name() {
    return route.gateway().name();
  }

  @Override
  public Future<?> stop() {
    ticker.cancel();
    way.end();
    trails.end();
    watching.ifPresent(Watching::stop);
    return Future.succeededFuture();
  }

  private void hear(LogTrail trail) {
    if (!trail.gateway().equals(name())) watching.ifPresent(it -> it.neighbour(trail));
  }

  /** What the rooms above tell of the way to this gateway, as facts. */
  private void hear(Observed observed) {
    if (!observed.subject().gateway().equals(name())) return;
    if (!(observed.value() instanceof FactValue.Word(var word))) return;
    switch (observed.fact()) {
      case PATH -> follow(word);
      case TUNNEL_STATE -> tunnel(observed, Optional.of(word), Optional.empty());
      case TUNNEL_REASON -> tunnel(observed, Optional.empty(), Optional.of(word));
      case FORWARD_REASON -> forward(observed.subject(), word);
      default -> {} // not about the way
    }
  }

  /** Another path leads to the same gateway from now on: what it is, is found out anew. */
  private void follow(String path) {
    if (path.equals(route.path())) return;
    routes.stream().filter(one -> one.path().equals(path)).findFirst().ifPresent(this::change);
  }

  private void change(Route to) {
    watching.ifPresent(Watching::stop);
    route = to;
    begin();
  }

  /** Only the forward that leads to the gateway says something about it. */
  private void forward(Subject subject, String reason) {
    var name = Optional.ofNullable(subject.labels().get("forward"));
    if (!ofTheRoute(subject) || !route.forward().equals(name)) return;
    watching.ifPresent(it -> it.behind(reason));
  }

  private boolean ofTheRoute(Subject subject) {
    return routes.size() == 1 || route.path().equals(subject.labels().get("tunnel"));
  }

  /** A tunnel has its path's name; that of another path says nothing about the one in use. */
  private void tunnel(Observed observed, Optional<String> state, Optional<String> reason) {
    if (!ofTheRoute(observed.subject())) return;
    watching.ifPresent(it -> it.tunnel(state, reason));
  }

  /** Where programs are looked for. */
  static List<Path> programs() {
    var path = System.getenv("PATH");
    return path == null
        ? List.of()
        : Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toList();
  }
}
