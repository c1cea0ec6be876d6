package dev.lifeguard.app;

import dev.lifeguard.alert.Alert;
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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Remedies within the agent: which steps there are, and what they and the gates look at. */
final class RemedyRoom {
  private final Ground ground;
  private final Fleet fleet;
  private final RemedyVerticle verticle;

  /**
   * @param repairs the steps that lay hands on gateways, tunnels and SSH
   */
  RemedyRoom(Ground ground, Fleet fleet, Repairs repairs, Path dataDir) {
    this.ground = ground;
    this.fleet = fleet;
    this.verticle =
        new RemedyVerticle(
            new Equipment(
                ground.bus(),
                ground.time(),
                ground.store(),
                new StepKinds(kinds(repairs.kinds())),
                new Surroundings(repairs.pulse()::answers, fleet::lookNow),
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
    var terms = new TreeMap<String, GatewayTerms>();
    for (var gateway : settings.gateways())
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
}
