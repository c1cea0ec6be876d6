package dev.lifeguard.app;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.diagnosis.check.CheckBook;
import dev.lifeguard.diagnosis.check.CheckUp;
import dev.lifeguard.diagnosis.check.CheckUps;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.GatewayReport.Ports;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.health.GatewayWatch;
import dev.lifeguard.gateway.health.WatchSettings;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A look at gateways by a command, without an agent: watches them, through tunnels of its own where
 * the configuration says so, until enough is known or patience is over. Blocks.
 */
public final class Visit implements AutoCloseable {
  private static final Set<GatewayState> TALKING = Set.of(GatewayState.RUNNING, GatewayState.BUSY);
  private static final long STEP_MILLIS = 20;
  private static final long CLOSE_SECONDS = 2;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));
  private final RealTime time = new RealTime(vertx);
  private final Bus bus = new Bus(vertx);
  private final CheckBook book = new CheckBook(bus);
  private final SshEnvironment environment = SshEnvironment.real();
  private final SshSessions sessions = new SshSessions(bus, time, environment);

  /** How far a look goes. */
  public enum Depth {
    /** What a gateway itself can tell, at once. */
    QUICK(Duration.ofSeconds(4)),
    /** OpenClaw's own security audit and the ports too, where they can be looked at. */
    WITH_AUDIT(Duration.ofSeconds(60));

    private final Duration patience;

    Depth(Duration patience) {
      this.patience = patience;
    }

    public Duration patience() {
      return patience;
    }

    private WatchSettings pace(WatchSettings usual) {
      return this == QUICK ? usual : usual.withSecurity(Duration.ofSeconds(1));
    }

    private boolean enough(GatewayReport report) {
      return this == QUICK
          || !report.security().equals(Security.NOT_YET) && !report.ports().equals(Ports.NOT_YET);
    }
  }

  public List<CheckUp> check(AgentSettings settings, Collection<String> gateways, Depth depth) {
    var wanted =
        settings.gateways().stream()
            .filter(each -> gateways.isEmpty() || gateways.contains(each.name()))
            .toList();
    var plan = Plan.of(with(settings, wanted), new Hops(environment)::first);
    begin(plan, settings, depth);
    awaitReports(wanted.size(), depth);
    return await(book.checkUps(gateways));
  }

  /** One of which nothing was heard is not left out: that would look like good news. */
  public static List<CheckUp> whole(
      AgentSettings settings, Collection<String> gateways, List<CheckUp> heard) {
    var whole = new ArrayList<>(heard);
    var names = heard.stream().map(CheckUp::gateway).toList();
    for (var gateway : settings.gateways())
      if (!names.contains(gateway.name())
          && (gateways.isEmpty() || gateways.contains(gateway.name())))
        whole.add(
            CheckUps.unheard(
                gateway.name(),
                gateway.paths().getFirst().gateway().url().toString(),
                Instant.now(),
                "nothing was learnt of it yet"));
    return whole;
  }

  /** What OpenClaw's own audits say, by gateway; one that did not answer has none. */
  public Map<String, Security> audits(AgentSettings settings, Collection<String> gateways) {
    check(settings, gateways, Depth.WITH_AUDIT);
    var audits = new TreeMap<String, Security>();
    await(book.reports()).forEach(report -> audits.put(report.gateway(), report.security()));
    return audits;
  }

  private static AgentSettings with(AgentSettings settings, List<WatchedGateway> gateways) {
    return new AgentSettings(
        settings.own(),
        gateways,
        settings.rules(),
        settings.remedies(),
        settings.notification(),
        settings.maintenance());
  }

  private void begin(Plan plan, AgentSettings settings, Depth depth) {
    var dataDir = settings.own().dataDir(); // where our device key is kept
    await(vertx.deployVerticle(book));
    book.replace(settings.rules().criteria());
    if (!plan.tunnels().isEmpty()) {
      var tunnels = new Tunnels(bus, time, sessions, environment);
      await(vertx.deployVerticle(tunnels));
      await(tunnels.reconcile(plan.tunnels()));
    }
    for (var watch : plan.watches().values())
      await(
          vertx.deployVerticle(
              new GatewayWatch(watch.routes(), depth.pace(watch.pace()), bus, time, dataDir)
                  .over(sessions)));
  }

  private void awaitReports(int expected, Depth depth) {
    var end = time.nanos() + depth.patience().toNanos();
    try {
      while (time.nanos() < end) {
        var reports = await(book.reports());
        if (reports.size() >= expected
            && reports.stream().allMatch(report -> isEnough(report, depth))) return;
        new CountDownLatch(1).await(STEP_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A gateway that talks is asked everything; one that does not has said all there is. */
  private static boolean isEnough(GatewayReport report, Depth depth) {
    if (report.status().isEmpty()) return false;
    if (!TALKING.contains(report.evidence().state())) return true;
    return report.unknown().size() <= 1
        && report.latency().last().isPresent()
        && depth.enough(report);
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    sessions.close();
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(VOID, CLOSE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static final Void VOID = null;
}
