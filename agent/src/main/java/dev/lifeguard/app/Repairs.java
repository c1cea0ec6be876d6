package dev.lifeguard.app;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.Patient;
import dev.lifeguard.remedy.step.Shown;
import dev.lifeguard.remedy.step.TunnelChanges;
import dev.lifeguard.remedy.step.Ward;
import dev.lifeguard.remedy.step.channel.ChannelMove;
import dev.lifeguard.remedy.step.command.RunThere;
import dev.lifeguard.remedy.step.config.AuthRateLimit;
import dev.lifeguard.remedy.step.config.ChannelDisable;
import dev.lifeguard.remedy.step.config.ConfigJournal;
import dev.lifeguard.remedy.step.config.ConfigPatch;
import dev.lifeguard.remedy.step.config.ConfigRestore;
import dev.lifeguard.remedy.step.config.ConfigSnapshot;
import dev.lifeguard.remedy.step.config.ModelDowngrade;
import dev.lifeguard.remedy.step.config.Patching;
import dev.lifeguard.remedy.step.config.ToolsDeny;
import dev.lifeguard.remedy.step.gateway.GatewayCall;
import dev.lifeguard.remedy.step.gateway.GatewayRestart;
import dev.lifeguard.remedy.step.gateway.Pulse;
import dev.lifeguard.remedy.step.gateway.RestartBudget;
import dev.lifeguard.remedy.step.gateway.UsualLatency;
import dev.lifeguard.remedy.step.ssh.AcceptHostKey;
import dev.lifeguard.remedy.step.ssh.AlignHost;
import dev.lifeguard.remedy.step.ssh.RollKey;
import dev.lifeguard.remedy.step.tunnel.SwitchPath;
import dev.lifeguard.remedy.step.tunnel.TailscaleRestart;
import dev.lifeguard.remedy.step.tunnel.TunnelOptions;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The steps that lay hands on gateways, tunnels and SSH, and what they work with. */
final class Repairs {
  private final Ground ground;
  private final Fleet fleet;
  private final Ward ward;
  private final TunnelChanges changes;
  private final UsualLatency usual;
  private final Pulse pulse;

  /**
   * @param again has the agent put its configuration in force once more
   */
  Repairs(Ground ground, Fleet fleet, Path dataDir, Supplier<Future<Void>> again) {
    this.ground = ground;
    this.fleet = fleet;
    var key = dataDir.resolve("device.key");
    this.ward = new Ward(ground.vertx(), ground.time(), key, fleet.paths()::inUse);
    this.changes = new TunnelChanges(ground.store(), ground.time(), again);
    this.usual = new UsualLatency(ground.bus());
    var senses = new Pulse.Senses(ground.vertx(), ground.time(), fleet.tunnels(), usual);
    this.pulse = new Pulse(senses, ward);
  }

  void start() {
    ground.await(changes.load());
  }

  /** Whether a gateway lives; for the gate before a restart. */
  Pulse pulse() {
    return pulse;
  }

  /** Has the steps know these gateways, and answers with them as former remedies changed them. */
  AgentSettings treated(AgentSettings settings) {
    var gateways = settings.gateways().stream().map(this::treated).toList();
    ward.follow(gateways.stream().flatMap(gateway -> patients(gateway).stream()).toList());
    return new AgentSettings(
        settings.own(),
        gateways,
        settings.rules(),
        settings.remedies(),
        settings.notification(),
        settings.maintenance());
  }

  private WatchedGateway treated(WatchedGateway gateway) {
    var paths = gateway.paths().stream().map(path -> treated(gateway.name(), path)).toList();
    return new WatchedGateway(
        gateway.name(),
        gateway.labels(),
        paths,
        gateway.probes(),
        gateway.remediation(),
        gateway.supervision());
  }

  private AccessPath treated(String gateway, AccessPath path) {
    return new AccessPath(
        path.name(),
        path.gateway(),
        path.tunnel().map(it -> changes.applied(new TunnelId(gateway, it.name()), it)));
  }

  private static List<Patient> patients(WatchedGateway gateway) {
    Map<String, TunnelSettings> tunnels =
        gateway.paths().stream()
            .flatMap(path -> path.tunnel().stream())
            .collect(Collectors.toMap(TunnelSettings::name, Function.identity(), (one, _) -> one));
    return gateway.paths().stream()
        .map(path -> new Patient(path.name(), path.gateway(), tunnels, gateway.supervision()))
        .toList();
  }

  List<StepKind> kinds() {
    var kinds = new ArrayList<StepKind>();
    kinds.addAll(gateways());
    kinds.addAll(configurations());
    kinds.addAll(waysIn());
    return kinds;
  }

  private List<StepKind> gateways() {
    var budget = new RestartBudget(ground.store(), ground.time());
    return List.of(
        new GatewayRestart(ward, pulse, budget, new FarShell(fleet.sessions())),
        new GatewayCall(ward),
        new ChannelMove(ChannelMove.Move.RESTART, ward),
        new ChannelMove(ChannelMove.Move.START, ward),
        new ChannelMove(ChannelMove.Move.STOP, ward));
  }

  private List<StepKind> configurations() {
    var patching = new Patching(ward, new ConfigJournal(ground.store()));
    return List.of(
        new ConfigPatch(patching),
        new ConfigSnapshot(patching, ground.time()),
        new ConfigRestore(patching),
        new ToolsDeny(patching),
        new ModelDowngrade(patching),
        new ChannelDisable(patching),
        AuthRateLimit.plain(patching),
        AuthRateLimit.asRunbooksSay(patching));
  }

  private List<StepKind> waysIn() {
    var sessions = fleet.sessions();
    var around = fleet.environment();
    return List.of(
        new AlignHost(ward, sessions, around, ground.time()),
        new RollKey(new RollKey.Tools(ward, sessions, around, changes, ground.time())),
        new AcceptHostKey(ward, sessions, new Shown(ground.store()), ground.time()),
        new RunThere(ward, new FarShell(sessions), ground.time()),
        new SwitchPath(fleet.paths()),
        new TunnelOptions(ward, changes),
        new TailscaleRestart());
  }
}
