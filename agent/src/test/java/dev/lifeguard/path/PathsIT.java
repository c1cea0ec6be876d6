package dev.lifeguard.path;

import static dev.lifeguard.tunnel.Workbench.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.Identity.Kin;
import dev.lifeguard.gateway.Route;
import dev.lifeguard.gateway.health.GatewayWatch;
import dev.lifeguard.gateway.health.WatchSettings;
import dev.lifeguard.path.PathEvent.PathSwitched;
import dev.lifeguard.path.PathEvent.StrangerFound;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.store.Store;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import dev.lifeguard.tunnel.Workbench;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real gateway on two ways at once: through a real sshd, and directly. */
class PathsIT {
  private static final PathPace PACE =
      new PathPace(
          Duration.ofMillis(500),
          Duration.ofMillis(200),
          Duration.ofSeconds(3),
          Duration.ofMinutes(10),
          Duration.ofSeconds(20));
  private static final PathTerms TERMS =
      new PathTerms(
          2,
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofMinutes(30),
          Duration.ofMinutes(10));
  private static final WatchSettings WATCH =
      new WatchSettings(
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofHours(1));

  @TempDir Path folder;
  private final OpenClaw gateway = OpenClaw.shared();
  private final Sshd sshd = Sshd.plain();
  private final Workbench bench = new Workbench();
  private final LinkedBlockingQueue<PathEvent> events = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Observed> states = new LinkedBlockingQueue<>();
  private final int tunnelled = Ports.free();
  private Store store;
  private Paths paths;

  private Paths paths() {
    var habits = new Paths.Habits(PACE, TERMS);
    return new Paths(bench.bus, bench.time, store, folder.resolve("device.key"), habits);
  }

  @BeforeEach
  void start() {
    store = Store.open(folder);
    paths = paths();
    bench.bus.on(PathEvent.class, events::add);
    bench.bus.on(
        Observed.class,
        seen -> {
          if (seen.fact() == Fact.GATEWAY_STATE) states.add(seen);
        });
    await(bench.vertx.deployVerticle(paths));
    bench.keep(tunnel());
  }

  @AfterEach
  void stop() {
    await(bench.vertx.undeploy(paths.deploymentID()));
    bench.close();
    store.close();
    sshd.close();
  }

  private TunnelSettings tunnel() {
    var to = Endpoint.of(gateway.host(), gateway.port());
    var at = Endpoint.of("127.0.0.1", tunnelled);
    var forward = new Forward("gateway", Direction.LOCAL, at, to, Expect.GATEWAY);
    return new TunnelSettings.Kept("ssh", Workbench.ssh(sshd), List.of(forward), false);
  }

  private Way ssh() {
    var url = URI.create("ws://127.0.0.1:" + tunnelled);
    return new Way(route("ssh", url, gateway.token()), Optional.of(Workbench.id("ssh")));
  }

  private Way direct(OpenClaw to) {
    return new Way(route("direct", to.url(), to.token()), Optional.empty());
  }

  private static Route route(String name, URI url, String token) {
    var given = new SecretSource.Given(new Secret(token));
    return Route.direct(name, GatewaySettings.of("home", url, given));
  }

  private Ways follow(Way... all) {
    var ways = new Ways("home", List.of(all));
    await(paths.follow(List.of(ways)));
    return ways;
  }

  private PathView.One path(String name) {
    return await(paths.views()).getFirst().paths().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private <E extends PathEvent> E next(Class<E> type) throws InterruptedException {
    while (true) {
      var event = events.poll(60, TimeUnit.SECONDS);
      if (event == null) throw new AssertionError("no " + type.getSimpleName());
      if (type.isInstance(event)) return type.cast(event);
    }
  }

  private void awaitHealthy() {
    Await.until(
        "both paths answer, and are known to lead to the same gateway",
        Duration.ofSeconds(60),
        () ->
            List.of("ssh", "direct").stream()
                .map(this::path)
                .allMatch(
                    one -> one.health() instanceof PathHealth.Healthy && one.kin() == Kin.SAME));
  }

  @Test
  void leavesADeadTunnelForTheDirectPathAndReturnsOnceItHasBeenBackForAWhile() throws Exception {
    var ways = follow(ssh(), direct(gateway));
    var routes = ways.all().stream().map(Way::route).toList();
    var watch = new GatewayWatch(routes, WATCH, bench.bus, bench.time, folder);
    await(bench.vertx.deployVerticle(watch));
    awaitHealthy();

    sshd.stop();
    var away = next(PathSwitched.class);
    assertThat(List.of(away.from(), away.to())).containsExactly("ssh", "direct");
    assertThat(away.reason()).isEqualTo(SwitchReason.PATH_FAILED);
    assertThat(away.detail()).contains("the tunnel is reconnecting");
    states.clear();
    assertRunning(); // nothing but the direct path leads there now

    sshd.start();
    var back = next(PathSwitched.class);
    assertThat(List.of(back.from(), back.to())).containsExactly("direct", "ssh");
    assertThat(back.reason()).isEqualTo(SwitchReason.PREFERRED_BACK);
    states.clear();
    assertRunning();
  }

  private void assertRunning() throws InterruptedException {
    while (true) {
      var state = states.poll(30, TimeUnit.SECONDS);
      assertThat(state).as("a state of the gateway").isNotNull();
      if (state.value().equals(FactValue.of("running"))) return;
    }
  }

  @Test
  void switchesOnRequestAndRefusesAPathThatDoesNotAnswer() {
    follow(ssh(), direct(gateway));
    awaitHealthy();
    assertThat(await(paths.switchTo("home", Optional.empty()))).isEqualTo("direct");
    assertThat(paths.inUse("home")).contains("direct");
    sshd.stop();
    Await.until("ssh is lost", () -> path("ssh").health() instanceof PathHealth.Failing);
    assertThatThrownBy(() -> await(paths.switchTo("home", Optional.of("ssh"))))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("home stays on direct");
    assertThatThrownBy(() -> await(paths.switchTo("home", Optional.of("shh"))))
        .hasMessageContaining("there is no path shh; there is ssh, direct");

    await(bench.vertx.undeploy(paths.deploymentID()));
    paths = paths();
    await(bench.vertx.deployVerticle(paths));
    follow(ssh(), direct(gateway));
    assertThat(paths.inUse("home")).as("after a restart").contains("direct");
    assertThat(await(paths.views()).getFirst().held()).as("it still stands").isPresent();
  }

  @Test
  void aPathThatIsNoLongerConfiguredIsNotResumed() {
    follow(ssh(), direct(gateway));
    awaitHealthy();
    await(paths.switchTo("home", Optional.of("direct")));
    await(bench.vertx.undeploy(paths.deploymentID()));
    paths = paths();
    await(bench.vertx.deployVerticle(paths));
    follow(ssh());
    assertThat(paths.inUse("home")).contains("ssh");
  }

  @Test
  void aPathToAnotherGatewayIsAFindingAndIsNotUsedEvenWhenTheOwnOneIsLost() throws Exception {
    try (var stranger = OpenClaw.plain()) {
      follow(ssh(), direct(stranger));
      assertThat(next(StrangerFound.class).detail())
          .contains("on path direct answers device ")
          .contains("on path ssh device ");
      sshd.stop();
      Await.until(
          "ssh is lost",
          () -> path("ssh").health() instanceof PathHealth.Failing(_, var times, _) && times > 2);
      assertThat(paths.inUse("home")).contains("ssh");
      assertThatThrownBy(() -> await(paths.switchTo("home", Optional.of("direct"))))
          .hasMessageContaining("another gateway answers on path direct");
    }
  }
}
