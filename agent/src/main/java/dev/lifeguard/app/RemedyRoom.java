package dev.lifeguard.app;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.HttpFace;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.run.RemedyDesk;
import dev.lifeguard.remedy.run.RemedyVerticle;
import dev.lifeguard.remedy.run.RemedyVerticle.Equipment;
import dev.lifeguard.remedy.run.StepKinds;
import dev.lifeguard.remedy.run.Surroundings;
import dev.lifeguard.remedy.run.Terms;
import dev.lifeguard.remedy.run.Terms.GatewayTerms;
import dev.lifeguard.remedy.step.command.RunStep;
import dev.lifeguard.remedy.step.people.NotifyStep;
import dev.lifeguard.remedy.step.people.PageStep;
import dev.lifeguard.remedy.step.tunnel.TunnelRestart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remedies within the agent: which steps there are, and what they and the gates look at. */
final class RemedyRoom {
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final Ground ground;
  private final Fleet fleet;
  private final RemedyVerticle verticle;
  private volatile List<WatchedGateway> gateways = List.of();

  /**
   * @param repairs the steps that lay hands on gateways, tunnels and SSH
   */
  RemedyRoom(Ground ground, Fleet fleet, List<StepKind> repairs, Path dataDir) {
    this.ground = ground;
    this.fleet = fleet;
    this.verticle =
        new RemedyVerticle(
            new Equipment(
                ground.bus(),
                ground.time(),
                ground.store(),
                new StepKinds(kinds(repairs)),
                new Surroundings(this::answers, fleet::lookNow),
                dataDir));
  }

  /** Every step that this agent can do. */
  private List<StepKind> kinds(List<StepKind> repairs) {
    var kinds = new ArrayList<>(repairs);
    kinds.add(new TunnelRestart(fleet.tunnels(), ground.time()));
    kinds.add(new RunStep());
    kinds.add(new NotifyStep(ground.bus(), ground.time()));
    kinds.add(new PageStep(ground.bus(), ground.time()));
    return kinds;
  }

  /** Before anybody tells of alerts. */
  void start() {
    ground.await(ground.vertx().deployVerticle(verticle));
  }

  void follow(AgentSettings settings) {
    gateways = settings.gateways();
    var terms = new TreeMap<String, GatewayTerms>();
    for (var gateway : gateways)
      terms.put(gateway.name(), new GatewayTerms(gateway.labels(), gateway.remediation()));
    ground.await(verticle.replace(new Terms(settings.remedies(), terms)));
  }

  /** When everything that steps touch is there. */
  void begin(List<Alert> standing) {
    ground.await(verticle.begin(standing));
  }

  RemedyDesk desk() {
    return verticle.desk();
  }

  /** Whether anything answers as a gateway on any way to it. */
  private boolean answers(String name, Duration patience) throws InterruptedException {
    for (var gateway : gateways)
      if (gateway.name().equals(name))
        for (var path : gateway.paths()) if (answers(path.gateway(), patience)) return true;
    return false;
  }

  private boolean answers(GatewaySettings gateway, Duration patience) throws InterruptedException {
    var face = new HttpFace(ground.vertx(), ground.time(), gateway);
    try {
      var evidence =
          face.alive(patience)
              .toCompletionStage()
              .toCompletableFuture()
              .get(patience.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
      return isAlive(evidence.state());
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } finally {
      face.close();
    }
  }

  private static boolean isAlive(GatewayState state) {
    return switch (state) {
      case UNREACHABLE, STOPPED, QUIET -> false;
      case RUNNING, STARTING, DRAINING, BUSY, MISCONFIGURED, UNAUTHORIZED -> true;
    };
  }
}
