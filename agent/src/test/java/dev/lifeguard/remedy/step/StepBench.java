package dev.lifeguard.remedy.step;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepSettings;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.RealTime;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that steps work with, around real peers and without the engine. */
public final class StepBench implements AutoCloseable {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Folder folder = new Folder("steps");
  public final Vertx vertx = Vertx.vertx();
  public final Time time = new RealTime(vertx);
  public final Bus bus = new Bus(vertx);
  public final Store store = Store.open(folder.resolve("data"));
  public final SshEnvironment environment;
  public final SshSessions sessions;
  public final Tunnels tunnels;
  public final Ward ward;
  public final TunnelChanges changes;
  private volatile List<Patient> configured = List.of();

  public StepBench() {
    var real = SshEnvironment.real();
    var user = new SshEnvironment.LocalUser(real.user().name(), real.user().uid(), folder.path());
    folder.resolve(".ssh").toFile().mkdirs();
    folder.write(".ssh/config", "");
    environment =
        new SshEnvironment(
            user, "here", Map.of(), Optional.of(folder.resolve(".ssh/config")), Optional.empty());
    sessions = new SshSessions(bus, time, environment);
    tunnels = new Tunnels(bus, time, sessions, environment);
    await(vertx.deployVerticle(tunnels));
    ward = new Ward(vertx, time, folder.resolve("device.key"), _ -> Optional.empty());
    changes = new TunnelChanges(store, time, () -> follow(configured));
  }

  public Folder folder() {
    return folder;
  }

  /** As the agent does at each reload. */
  public Future<Void> follow(List<Patient> patients) {
    configured = patients;
    var treated = patients.stream().map(this::treated).toList();
    ward.follow(treated);
    var all = new java.util.HashMap<TunnelId, TunnelSettings>();
    for (var patient : treated)
      patient.tunnels().values().forEach(tunnel -> all.put(patient.id(tunnel), tunnel));
    return tunnels.reconcile(all);
  }

  private Patient treated(Patient patient) {
    var tunnels = new java.util.TreeMap<String, TunnelSettings>();
    patient.tunnels().forEach((name, it) -> tunnels.put(name, changes.applied(patient.id(it), it)));
    return new Patient(patient.path(), patient.gateway(), tunnels, patient.supervision());
  }

  public static Patient patient(OpenClaw gateway, Supervision supervision) {
    return new Patient("direct", settings(gateway.url(), gateway.token()), Map.of(), supervision);
  }

  public static GatewaySettings settings(URI url, String token) {
    return GatewaySettings.of("home", url, new SecretSource.Given(new Secret(token)));
  }

  /** A step of a run of its own, that nobody was asked about. */
  public Scene scene(String step, String arguments) {
    return scene("run-" + RUNS.incrementAndGet(), step, arguments, Optional.empty());
  }

  public Scene approved(String step, String arguments) {
    return scene("run-" + RUNS.incrementAndGet(), step, arguments, Optional.of("cli:anna"));
  }

  public Scene scene(String run, String step, String arguments, Optional<String> approvedBy) {
    var cause = new Scene.Cause(run, "test", Subject.gateway("home"), Optional.empty(), approvedBy);
    var settings = new StepSettings(step, new JsonObject(arguments));
    return new Scene(cause, 1, settings, Map.of(), time.now().plus(Duration.ofSeconds(100)));
  }

  public static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    await(vertx.close());
    sessions.close();
    store.close();
    folder.close();
  }
}
