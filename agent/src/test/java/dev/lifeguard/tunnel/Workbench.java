package dev.lifeguard.tunnel;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** The tunnel room of an agent, alone, with everything it tells kept for the test to read. */
public final class Workbench implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public final Vertx vertx = Vertx.vertx();
  public final Bus bus = new Bus(vertx);
  public final RealTime time = new RealTime(vertx);
  public final SshEnvironment environment =
      new SshEnvironment(
          SshEnvironment.real().user(), "here", Map.of(), Optional.empty(), Optional.empty());
  public final SshSessions sessions = new SshSessions(bus, time, environment);
  public final Tunnels tunnels = new Tunnels(bus, time, sessions, environment);
  final BlockingQueue<TunnelEvent> events = new LinkedBlockingQueue<>();
  final BlockingQueue<Observed> facts = new LinkedBlockingQueue<>();

  public Workbench() {
    bus.on(TunnelEvent.class, events::add);
    bus.on(Observed.class, facts::add);
    await(vertx.deployVerticle(tunnels));
  }

  /**
   * How to log in to that server as its client; every half second a keepalive, two may be missed.
   */
  public static SshSettings ssh(Sshd sshd) {
    return ssh(sshd, new Keepalive(Duration.ofMillis(500), 2));
  }

  public static SshSettings ssh(Sshd sshd, Keepalive keepalive) {
    return ssh(sshd.destination(), sshd.clientKey().file(), sshd.knownHosts(), keepalive);
  }

  public static SshSettings ssh(
      String destination, Path identity, Path knownHosts, Keepalive keepalive) {
    return new SshSettings(
        destination,
        List.of(),
        List.of(identity),
        new SecretSource.None(),
        new SecretSource.None(),
        Optional.empty(),
        List.of(knownHosts),
        Optional.of(Duration.ofSeconds(5)),
        Optional.of(keepalive));
  }

  public static Forward local(int port, Endpoint to) {
    return new Forward("main", Direction.LOCAL, Endpoint.of("127.0.0.1", port), to, Expect.OPEN);
  }

  public static TunnelId id(String name) {
    return new TunnelId("home", name);
  }

  /** Exactly these tunnels, all kept by us. */
  public void keep(TunnelSettings... wanted) {
    var byId = new java.util.HashMap<TunnelId, TunnelSettings>();
    for (var settings : wanted) byId.put(id(settings.name()), settings);
    await(tunnels.reconcile(byId));
  }

  /** One tunnel with one local forward on a port of its own; answers the port once it is up. */
  public int keepOne(SshSettings ssh, Endpoint to) {
    keep(new TunnelSettings.Kept("one", ssh, List.of(local(0, to)), false));
    awaitState("active");
    return portOf("one");
  }

  public int portOf(String tunnel) {
    Await.until(
        "the tunnel listens", () -> forward(tunnel).status() instanceof ForwardStatus.Listening);
    return forward(tunnel).status() instanceof ForwardStatus.Listening(var at) ? at.port() : -1;
  }

  TunnelView view(String tunnel) {
    return await(tunnels.views()).stream()
        .filter(view -> view.id().name().equals(tunnel))
        .findFirst()
        .orElseThrow();
  }

  TunnelView.ForwardView forward(String tunnel) {
    return view(tunnel).forwards().getFirst();
  }

  /** Waits until the tunnel named {@code one} is in that state. */
  public void awaitState(String word) {
    Await.until(
        "state " + word,
        PATIENCE,
        () -> view("one").state().word().equals(word),
        () -> view("one") + "\n" + events);
  }

  /** The next event like that; those before it are dropped. */
  <E extends TunnelEvent> E next(Class<E> type, Predicate<E> wanted) {
    try {
      while (true) {
        var event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null) throw new AssertionError("no such " + type.getSimpleName());
        if (type.isInstance(event) && wanted.test(type.cast(event))) return type.cast(event);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.undeploy(tunnels.deploymentID()));
    sessions.close();
    await(vertx.close());
  }
}
