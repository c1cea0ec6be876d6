package dev.lifeguard.app;

import dev.lifeguard.console.DiagnosisApi;
import dev.lifeguard.console.Endpoint;
import dev.lifeguard.diagnosis.walk.Means;
import dev.lifeguard.diagnosis.walk.Way;
import dev.lifeguard.diagnosis.watch.DiagnosisWatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Diagnosis within the agent: which way is in use, and what it is walked with. */
final class Infirmary {
  private final Ground ground;
  private final Fleet fleet;
  private final Supplier<AgentSettings> settings;
  private final DiagnosisWatch watch;

  Infirmary(Ground ground, Fleet fleet, Supplier<AgentSettings> settings) {
    this.ground = ground;
    this.fleet = fleet;
    this.settings = settings;
    this.watch = new DiagnosisWatch(ground.bus(), ground.time(), ground.store(), this::way);
  }

  /** Before anybody tells of alerts. */
  void start() {
    ground.await(ground.vertx().deployVerticle(watch));
  }

  /** Once there are tunnels to walk through. */
  void equip(Path dataDir) {
    watch.equip(
        Means.of(
            ground.vertx(),
            ground.bus(),
            ground.time(),
            new Means.Ssh(
                fleet.sessions(), fleet.environment(), fleet.tunnels(), fleet.knownGateways()),
            dataDir.resolve("device.key"),
            Set.of(ProcessHandle.current().pid())));
  }

  List<Endpoint> endpoints() {
    return new DiagnosisApi(watch, name -> way(name).isPresent()).endpoints();
  }

  private Optional<Way> way(String name) {
    var now = settings.get();
    return now.gateways().stream()
        .filter(gateway -> gateway.name().equals(name))
        .findFirst()
        .map(gateway -> way(gateway, now));
  }

  private Way way(WatchedGateway gateway, AgentSettings now) {
    var inUse = fleet.paths().inUse(gateway.name());
    var path =
        gateway.paths().stream()
            .filter(it -> inUse.filter(it.name()::equals).isPresent())
            .findFirst()
            .orElse(gateway.paths().getFirst());
    return Ways.configured(gateway, path, now.rules().layers(), Ways.Ports.STANDING)
        .knowing(Neighbourhood.of(gateway, path, now.gateways()));
  }
}
