package dev.lifeguard.diagnosis.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.Diagnosis.Basis;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.walk.Means;
import dev.lifeguard.diagnosis.walk.Way;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.notify.Alerts;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.probe.ProbeEvent.ProbeFailed;
import dev.lifeguard.probe.ProbeEvent.ProbePassed;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.forward.KnownGateways;
import dev.lifeguard.probe.tailscale.TailnetWays;
import dev.lifeguard.probe.tailscale.TailscaleProbe;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.ManualTime;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.tunnel.TunnelEvent;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelState;
import dev.lifeguard.tunnel.TunnelState.Effort.Trying;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisWatchTest {
  private static final Alerts.Scene DOWN = Alerts.Scene.of("gateway_down", "home");
  private static final Subject HOME = Subject.gateway("home");

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final RealTime time = new RealTime(vertx);
  private final Bus bus = new Bus(vertx);
  private final BlockingQueue<CauseFound> told = new LinkedBlockingQueue<>();
  private final int port = Ports.free();
  private TailnetWays tailnet = TailnetWays.NONE;
  private Store store;
  private DiagnosisWatch watch;
  private String deployment;

  @BeforeEach
  void start() {
    store = Store.open(folder);
    watch = new DiagnosisWatch(bus, time, store, name -> Optional.of(way(name)));
    deployment = await(vertx.deployVerticle(watch));
    bus.on(CauseFound.class, told::add);
  }

  @AfterEach
  void end() {
    await(vertx.close());
    store.close();
  }

  @Test
  void tellsAtOnceWhatIsKnownWhenAnAlertFires() {
    failed("ssh-auth", Reason.KEY_PERMISSION);
    bus.publish(fired());
    var found = next();
    assertThat(found.diagnosis().causeCode()).isEqualTo("key_permission");
    assertThat(found.diagnosis().basis()).isEqualTo(Basis.KNOWN_FACTS);
    assertThat(found.alert()).contains(DOWN.id());
    assertThat(found.incident()).contains("7");
  }

  @Test
  void tellsTheOutermostFailureAndNotWhatFollowsFromIt() {
    failed("tcp", Reason.CONNECT_TIMEOUT);
    failed("forward", Reason.KEY_PERMISSION);
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("connect_timeout");
  }

  @Test
  void aTroubledTailnetIsACauseOfTheWaysThroughItOnly() {
    failed(TailscaleProbe.KIND, Reason.TAILNET_STOPPED);
    failed("tcp", Reason.CONNECT_TIMEOUT);
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("connect_timeout");
    tailnet = new TailnetWays(List.of("127.0.0.1"), Set.of());
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("tailnet_stopped");
  }

  @Test
  void aTunnelThatIsPendingForLongerThanNinetySecondsIsAFindingOfItsOwn() {
    var life = life(Duration.ofSeconds(100), Optional.empty());
    tunnel(new TunnelState.Stopped(life), new TunnelState.Pending(life, new Trying(3)));
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("tunnel_pending");
  }

  @Test
  void sessionsThatAllEndAtOneAgeAreCutBecauseTheyIdle() {
    lost(Duration.ofSeconds(600), Duration.ofSeconds(200));
    lost(Duration.ofSeconds(390), Duration.ofSeconds(201));
    lost(Duration.ofSeconds(180), Duration.ofSeconds(199));
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("flapping_idle_cut");
  }

  /** So long ago, a session of that age. */
  private void lost(Duration ago, Duration age) {
    var at = time.now().minus(ago);
    var why = new Failure(Reason.CLOSED_BY_SERVER, "as the test wants");
    var active = new TunnelState.Active(life(ago.plus(age), Optional.empty()));
    var lost = new TunnelState.Reconnecting(life(ago, Optional.of(why)), new Trying(0));
    bus.publish(new TunnelEvent.StateChanged(new TunnelId("home", "ssh"), active, lost, at));
  }

  private TunnelState.Life life(Duration age, Optional<Failure> last) {
    return new TunnelState.Life(1, time.now().minus(age), 0, 0, last);
  }

  private void tunnel(TunnelState from, TunnelState to) {
    bus.publish(new TunnelEvent.StateChanged(new TunnelId("home", "ssh"), from, to, time.now()));
  }

  @Test
  void forgetsAFailureThatIsOver() {
    failed("tcp", Reason.CONNECT_TIMEOUT);
    var took = ProbeOutcome.Timing.of(Duration.ofMillis(1));
    bus.publish(
        new ProbePassed(
            new ProbeId(HOME, "tcp"), new ProbeOutcome.Passed(took, List.of()), time.now()));
    failed("ssh-auth", Reason.KEY_MISSING);
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("key_missing");
  }

  @Test
  void walksTheWayAndTellsAgainWhenThatSaysMore() {
    equip();
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("none");
    var second = next();
    assertThat(second.diagnosis().basis()).isEqualTo(Basis.ACTIVE_LOOKS);
    assertThat(second.diagnosis().causeCode()).isEqualTo("gateway_stopped");
    assertThat(second.diagnosis().layers()).isNotEmpty();
  }

  @Test
  void looksAgainLaterWhereNobodyFoundACause() {
    var clock = new ManualTime();
    var patient = new DiagnosisWatch(bus, clock, store, name -> Optional.of(way(name)));
    await(vertx.undeploy(deployment));
    await(vertx.deployVerticle(patient));
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("none");
    failed("ssh-auth", Reason.KEY_PERMISSION);
    Await.until("the failure is known", () -> knows(patient, "key_permission"));
    clock.advance(Unsolved.PAUSES.getFirst());
    var found = next();
    assertThat(found.diagnosis().causeCode()).isEqualTo("key_permission");
    assertThat(found.alert()).contains(DOWN.id());
  }

  @Test
  void tellsAnotherCauseWhenWhatFailsFailsForAnotherReason() {
    var clock = new ManualTime();
    var patient = new DiagnosisWatch(bus, clock, store, name -> Optional.of(way(name)));
    await(vertx.undeploy(deployment));
    await(vertx.deployVerticle(patient));
    failed("ssh-auth", Reason.KEY_PERMISSION);
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("key_permission");
    clock.advance(Standing.APART);
    reason("key_permission");
    failed("ssh-auth", Reason.HOST_KEY_CHANGED);
    reason("host_key_changed");
    var found = next();
    assertThat(found.diagnosis().causeCode()).isEqualTo("host_key_changed");
    assertThat(found.alert()).contains(DOWN.id());
    bus.publish(DOWN.resolved(time.moment()));
    clock.advance(Standing.APART);
    failed("ssh-auth", Reason.KEY_PERMISSION);
    reason("key_permission");
    assertThat(await(patient.known("home"))).isPresent();
    assertThat(told).isEmpty();
  }

  private void reason(String code) {
    bus.publish(new Observed(HOME, Fact.SSH_REASON, FactValue.of(code), time.now()));
  }

  private static boolean knows(DiagnosisWatch watch, String cause) {
    return await(watch.known("home")).orElseThrow().getString("cause").equals(cause);
  }

  @Test
  void keepsTheLastDiagnosisOfAGateway() {
    failed("ssh-auth", Reason.HOST_KEY_CHANGED);
    bus.publish(fired());
    next();
    assertThat(await(watch.latest("home")))
        .hasValueSatisfying(
            json -> assertThat(json.getString("cause")).isEqualTo("host_key_changed"));
    assertThat(await(watch.latest("other"))).isEmpty();
  }

  @Test
  void speaksOfTheChannelThatTheAlertIsAbout() {
    channel("irc", "active");
    channel("telegram", "blocked");
    bus.publish(fired());
    assertThat(next().diagnosis().causeCode()).isEqualTo("channel_blocked");
  }

  private void channel(String name, String state) {
    bus.publish(
        new Observed(
            Subject.channel("home", name, "default"),
            Fact.CHANNEL_STATUS,
            FactValue.of(state),
            time.now()));
  }

  private void failed(String kind, Reason reason) {
    var outcome =
        new ProbeOutcome.Failed(
            new Failure(reason, "as the test wants"),
            ProbeOutcome.Timing.of(Duration.ofMillis(1)),
            List.of());
    bus.publish(new ProbeFailed(new ProbeId(HOME, kind), outcome, time.now()));
  }

  private AlertEvent fired() {
    return DOWN.fired(time.moment());
  }

  /** Nobody listens there. */
  private Way way(String name) {
    var url = URI.create("ws://127.0.0.1:" + port);
    return new Way(
        name,
        Names.NONE.with("gateway", name),
        Optional.empty(),
        Optional.empty(),
        Optional.of(GatewaySettings.of(name, url, new SecretSource.None())),
        Way.Patience.USUAL,
        List.of(),
        tailnet,
        List.of());
  }

  private void equip() {
    var environment = SshEnvironment.real();
    var sessions = new SshSessions(bus, time, environment);
    var tunnels = new Tunnels(bus, time, sessions, environment);
    var ssh =
        new Means.Ssh(
            sessions, environment, tunnels, new KnownGateways(bus, folder.resolve("known")));
    watch.equip(Means.of(vertx, bus, time, ssh, folder.resolve("device.key"), Set.of()));
  }

  private CauseFound next() {
    try {
      var found = told.poll(10, TimeUnit.SECONDS);
      assertThat(found).as("a cause within 10 s").isNotNull();
      return found;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
