package dev.lifeguard.gateway.health;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.gateway.GatewaySettings;
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

  private final GatewaySettings settings;
  private final WatchSettings pace;
  private final Bus bus;
  private final Time time;
  private final Path dataDir;
  private Optional<Watching> watching = Optional.empty();
  private Subscription tunnels = () -> {};
  private Timer ticker = () -> {};

  /**
   * @param dataDir where our device key is kept
   */
  public GatewayWatch(
      GatewaySettings settings, WatchSettings pace, Bus bus, Time time, Path dataDir) {
    this.settings = settings;
    this.pace = pace;
    this.bus = bus;
    this.time = time;
    this.dataDir = dataDir;
  }

  @Override
  public Future<?> start() {
    var teller = new Teller(settings.name(), time, bus::publish);
    var fresh =
        new Watching(
            new Looks.Means(vertx, time, teller, settings, programs()),
            pace,
            dataDir.resolve("device.key"));
    watching = Optional.of(fresh);
    tunnels = bus.on(Observed.class, observed -> tunnel(fresh, observed));
    ticker = time.every(TICK, fresh::tick);
    fresh.start();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    ticker.cancel();
    tunnels.end();
    watching.ifPresent(Watching::stop);
    return Future.succeededFuture();
  }

  /** What the room above tells of the way to this gateway, as facts. */
  private void tunnel(Watching fresh, Observed observed) {
    if (!observed.subject().gateway().equals(settings.name())) return;
    if (!(observed.value() instanceof FactValue.Word(var word))) return;
    switch (observed.fact()) {
      case TUNNEL_STATE -> fresh.tunnel(Optional.of(word), Optional.empty());
      case TUNNEL_REASON -> fresh.tunnel(Optional.empty(), Optional.of(word));
      default -> {} // not about the way
    }
  }

  /** Where programs are looked for. */
  static List<Path> programs() {
    var path = System.getenv("PATH");
    return path == null
        ? List.of()
        : Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toList();
  }
}
