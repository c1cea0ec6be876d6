package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Diagnosis.Basis;
import dev.lifeguard.diagnosis.walk.Further;
import dev.lifeguard.diagnosis.walk.Means;
import dev.lifeguard.diagnosis.walk.PartsLook;
import dev.lifeguard.diagnosis.walk.Progress;
import dev.lifeguard.diagnosis.walk.Way;
import dev.lifeguard.diagnosis.watch.Diagnoser;
import dev.lifeguard.probe.forward.KnownGateways;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A diagnosis by a command, without an agent: sessions and tunnels of its own, on ports of its own.
 * Blocks.
 */
public final class Excursion implements AutoCloseable {
  private static final Duration BEHIND = Duration.ofMillis(1200);
  private static final long CLOSE_SECONDS = 2;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));
  private final RealTime time = new RealTime(vertx);
  private final Bus bus = new Bus(vertx);
  private final SshEnvironment environment;
  private final SshSessions sessions;
  private final Tunnels tunnels;

  public Excursion(SshEnvironment environment) {
    this.environment = environment;
    this.sessions = new SshSessions(bus, time, environment);
    this.tunnels = new Tunnels(bus, time, sessions, environment);
    vertx.deployVerticle(tunnels).toCompletionStage().toCompletableFuture().join();
  }

  /**
   * What is asked for.
   *
   * @param breadth whether channels and providers are asked for too
   * @param ours processes that may hold our local ports
   * @param dataDir where our device key is kept
   */
  public record Errand(
      Way way, Breadth breadth, List<Further> further, Set<Long> ours, Path dataDir) {
    public Errand {
      further = List.copyOf(further);
      ours = Set.copyOf(ours);
    }
  }

  /** How much is looked at. */
  public enum Breadth {
    /** As far as the gateway. */
    WAY,
    /** What lies behind the gateway as well. */
    WITH_PARTS
  }

  /** May be asked for several ways, one after the other. */
  public Diagnosis diagnose(Errand errand, Progress progress) throws InterruptedException {
    var means =
        Means.of(
            vertx,
            bus,
            time,
            new Means.Ssh(sessions, environment, tunnels, known(errand.dataDir())),
            errand.dataDir().resolve("device.key"),
            errand.ours());
    var further = new ArrayList<Further>(errand.further());
    if (errand.breadth() == Breadth.WITH_PARTS)
      further.add(new PartsLook(vertx, bus, time, errand.dataDir(), BEHIND));
    var basis = errand.further().isEmpty() ? Basis.ACTIVE_LOOKS : Basis.DEEP;
    return Diagnoser.walked(means, new Diagnoser.Request(errand.way(), basis, further), progress);
  }

  private KnownGateways known(Path dataDir) {
    return new KnownGateways(bus, dataDir.resolve("known_gateways"));
  }

  /** The way that a configured gateway is reached on, with local ports of our own. */
  public static Way way(WatchedGateway gateway, AccessPath path, AgentSettings settings) {
    return Ways.configured(gateway, path, settings.rules().layers(), Ways.Ports.OWN)
        .knowing(Neighbourhood.of(gateway, path, settings.gateways()));
  }

  @Override
  public void close() {
    sessions.close();
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(NOTHING, CLOSE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static final Void NOTHING = null;
}
