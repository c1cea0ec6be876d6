package dev.lifeguard.remedy.run;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.alert.AlertState;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Event;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.peer.Await;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Remedies;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.StepSettings;
import dev.lifeguard.remedy.run.RemedyVerticle.Equipment;
import dev.lifeguard.remedy.run.Terms.GatewayTerms;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The engine of remedies on a clock that the test turns, with a real store and steps that do what
 * the test says. Everything that touches the clock happens on one context.
 */
final class Stage implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final ManualTime time;
  final Bus bus = new Bus(vertx);
  final List<RemedyEvent> events = new CopyOnWriteArrayList<>();
  final List<String> acts = new CopyOnWriteArrayList<>();
  final Map<String, Boolean> answering = new ConcurrentHashMap<>();
  final Map<String, Function<Scene, StepOutcome>> behaviours = new ConcurrentHashMap<>();
  final Map<String, Block> obstacles = new ConcurrentHashMap<>();
  final Store store;
  final RemedyDesk desk;
  private final RemedyVerticle verticle;
  private final Map<String, GatewayTerms> gateways = new TreeMap<>();
  private long transitions;

  Stage(Path folder) {
    this(folder, new ManualTime());
  }

  /** With a clock that may have been turned before. */
  Stage(Path folder, ManualTime time) {
    this.time = time;
    this.store = Store.open(folder);
    bus.on(Event.class, this::hear);
    this.verticle =
        new RemedyVerticle(
            new Equipment(
                bus,
                time,
                store,
                new StepKinds(
                    List.of(
                        kind("tunnel.restart", Repetition.REPEATABLE),
                        kind("tunnel.switch-path", Repetition.REPEATABLE),
                        kind("run", Repetition.ONCE),
                        new Restart(),
                        new ChannelRestart(),
                        new AcceptHostKey(),
                        kind("config.snapshot", Repetition.REPEATABLE),
                        kind("config.restore", Repetition.REPEATABLE),
                        kind("page", Repetition.REPEATABLE))),
                new Surroundings(this::answers, gateway -> acts.add("look " + gateway)),
                folder));
    done(vertx.deployVerticle(verticle));
    this.desk = verticle.desk();
    gateway("home", Optional.empty());
  }

  private boolean answers(String gateway, Duration patience) {
    acts.add("ask " + gateway + " " + patience.toSeconds() + "s");
    return answering.getOrDefault(gateway, false);
  }

  /** Told behind everything else: once it is heard, all before it was. */
  private record Marker(CompletableFuture<Boolean> heard) implements Event {}

  private void hear(Event event) {
    if (event instanceof RemedyEvent told) events.add(told);
    if (event instanceof Marker(var heard)) heard.complete(true);
  }

  void gateway(String name, Optional<Mode> cap) {
    gateways.put(name, new GatewayTerms(Map.of(), cap));
  }

  /** Begins with these remedies. */
  Stage with(String yaml, Alert... standing) {
    use(yaml);
    done(verticle.begin(List.of(standing)));
    return this;
  }

  void use(String yaml) {
    done(verticle.replace(new Terms(Remedies.all(yaml), gateways)));
  }

  private StepKind kind(String name, Repetition repetition) {
    return new Told(name, repetition);
  }

  /** Does what the test says, and notes that it did. */
  private class Told implements StepKind {
    private final String name;
    private final Repetition repetition;

    Told(String name, Repetition repetition) {
      this.name = name;
      this.repetition = repetition;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Repetition repetition() {
      return repetition;
    }

    @Override
    public Duration limit() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Optional<Block> obstacle(Scene scene) {
      return Optional.ofNullable(obstacles.get(name));
    }

    @Override
    public Preview preview(Scene scene) {
      return Preview.of("would " + name).with("-old\n+new");
    }

    @Override
    public StepOutcome act(Scene scene) {
      acts.add(name + " " + scene.cause().subject());
      return behaviours.getOrDefault(name, _ -> StepOutcome.done("did " + name)).apply(scene);
    }
  }

  private final class ChannelRestart extends Told {
    ChannelRestart() {
      super("channel.restart", Repetition.REPEATABLE);
    }

    @Override
    public boolean looksFirst() {
      return true;
    }
  }

  private final class AcceptHostKey extends Told {
    AcceptHostKey() {
      super("ssh.accept-host-key", Repetition.ONCE);
    }

    @Override
    public boolean showsFirst() {
      return true;
    }
  }

  private final class Restart extends Told {
    Restart() {
      super("gateway.restart", Repetition.ONCE);
    }

    @Override
    public boolean restartsGateway(StepSettings step) {
      return true;
    }

    @Override
    public Optional<String> asksFirst(StepSettings step) {
      return step.flag("safe", "true") ? Optional.empty() : Optional.of("it kills agent runs");
    }
  }

  Alert alert(String name, Subject subject) {
    return alert(name, subject, new AlertState.Firing(time.moment()));
  }

  Alert alert(String name, Subject subject, AlertState state) {
    var at = time.now();
    return new Alert(
        new Alert.Identity(name + "-" + subject, name, Severity.CRITICAL, subject, Map.of()),
        new Alert.Message(Map.of(), List.of(), Optional.empty(), "", Set.of()),
        state,
        new Alert.Episode(Optional.of(at), Optional.of(at), Optional.empty(), Optional.empty()),
        Alert.Handling.NONE,
        ++transitions,
        false);
  }

  /** It fires, and what it calls for is considered. */
  Alert fire(String name, Subject subject) {
    var alert = alert(name, subject);
    bus.publish(new AlertEvent.AlertFired(alert, "test", time.moment()));
    settle();
    return alert;
  }

  Alert fire(String name) {
    return fire(name, Subject.gateway("home"));
  }

  void resolve(Alert alert) {
    var over =
        new Alert(
            alert.identity(),
            alert.message(),
            new AlertState.Ok(),
            alert.episode(),
            alert.handling(),
            ++transitions,
            false);
    bus.publish(new AlertEvent.AlertResolved(over, "test", time.moment()));
    still();
  }

  void see(Subject subject, Fact fact, FactValue value) {
    bus.publish(new Observed(subject, fact, value, time.now()));
    still();
  }

  /** Long enough for alerts that come together to be considered together. */
  void settle() {
    still();
    turn(Demands.SETTLE);
  }

  /** Turns the clock on, on the engine's context. */
  void turn(Duration by) {
    on(() -> time.advance(by));
    still();
  }

  /** Turns the clock on once something waits for just that, as steps work on their own threads. */
  void turnWhenDue(Duration by) {
    Await.until("something rings after " + by, Duration.ofSeconds(20), () -> rings(by));
    turn(by);
  }

  private boolean rings(Duration after) {
    var rings = new CompletableFuture<Boolean>();
    on(() -> rings.complete(time.ringsAfter(after)));
    return rings.join();
  }

  /** Until all that was told is heard, and the store has written what it was given. */
  void still() {
    for (int i = 0; i < 3; i++) {
      done(store.query("SELECT 1 AS one", row -> row.number("one")));
      on(() -> {});
    }
    var marker = new Marker(new CompletableFuture<>());
    bus.publish(marker);
    marker.heard().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** The desk answers on the engine's context. */
  private void on(Runnable action) {
    done(
        desk.stopped()
            .map(
                _ -> {
                  action.run();
                  return true;
                }));
  }

  /** Waits until the last run is in the state, as steps work on threads of their own. */
  Run run(RunState state) {
    Await.until(
        "a run that is " + state,
        Duration.ofSeconds(20),
        () -> last().filter(run -> run.state() == state).isPresent(),
        () -> last() + "\n" + events);
    still();
    return last().orElseThrow();
  }

  Optional<Run> last() {
    return done(desk.runs(Optional.empty(), 1)).stream().findFirst();
  }

  List<Run> runs() {
    return done(desk.runs(Optional.empty(), 100));
  }

  /** The gates that held, in order. */
  List<String> blocked() {
    return events.stream()
        .filter(RemedyEvent.Blocked.class::isInstance)
        .map(event -> ((RemedyEvent.Blocked) event).block().why().code())
        .toList();
  }

  List<RemedyEvent.PageRequested> pages() {
    return events.stream()
        .filter(RemedyEvent.PageRequested.class::isInstance)
        .map(RemedyEvent.PageRequested.class::cast)
        .toList();
  }

  /** What steps did, without looks and questions. */
  List<String> done() {
    return acts.stream()
        .filter(act -> !act.startsWith("look ") && !act.startsWith("ask "))
        .toList();
  }

  Instant now() {
    return time.now();
  }

  static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    done(vertx.close());
    store.close();
  }
}
