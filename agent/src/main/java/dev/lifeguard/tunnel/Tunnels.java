package dev.lifeguard.tunnel;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshEvent;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import dev.lifeguard.tunnel.Site.Hold;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All tunnels of the agent: started, stopped and restarted one by one, and exchanged at a reload
 * without touching those that stay the same. Its methods may be called from any thread once it is
 * deployed; what they do happens on its own context.
 */
public final class Tunnels extends VerticleBase {
  private static final Duration OBSERVE_EVERY = Duration.ofSeconds(5);
  private static final Failure REMOVED =
      new Failure(Reason.STOPPED, "the tunnel is no longer configured");
  private static final Failure AGENT_STOPS = new Failure(Reason.CANCELLED, "the agent stops");

  private final Bus bus;
  private final Time time;
  private final SshSessions sessions;
  private final SshEnvironment environment;
  private final Map<TunnelId, Keeper> keepers =
      new TreeMap<>(Comparator.comparing(TunnelId::gateway).thenComparing(TunnelId::name));
  private final Map<TunnelId, TraceLog> traces = new HashMap<>();
  private final List<Timer> timers = new ArrayList<>();
  private final Knocks knocks = new Knocks();
  private final Loop loop = new Loop("tunnel-io");
  private final List<Subscription> subscriptions = new ArrayList<>();
  private Optional<Dialler> dialler = Optional.empty();

  /** The environment must be the one of the sessions. */
  public Tunnels(Bus bus, Time time, SshSessions sessions, SshEnvironment environment) {
    this.bus = bus;
    this.time = time;
    this.sessions = sessions;
    this.environment = environment;
  }

  @Override
  public Future<?> start() {
    var random = RandomGenerator.getDefault();
    dialler = Optional.of(new Dialler(sessions, environment, context, new Backoff(random)));
    timers.add(time.every(OBSERVE_EVERY, () -> keepers.values().forEach(Keeper::observe)));
    var surroundings = new Surroundings(time, Surroundings::ofThisMachine);
    timers.add(
        time.every(
            Surroundings.EVERY,
            () ->
                surroundings
                    .news()
                    .ifPresent(hint -> keepers.values().forEach(keeper -> keeper.hint(hint)))));
    subscriptions.add(
        bus.on(
            SshEvent.SessionOpened.class,
            opened -> keepers.values().forEach(keeper -> keeper.sister(opened.server()))));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    timers.forEach(Timer::cancel);
    keepers.values().forEach(keeper -> keeper.stop(AGENT_STOPS));
    keepers.clear();
    var closed = Promise.<Void>promise();
    loop.run(closed::complete); // after all that was asked of it before
    loop.close();
    return closed.future();
  }

  /**
   * From now on, exactly these: the ones whose settings are the same go on undisturbed, changed
   * ones begin anew, the others end.
   */
  public Future<Void> reconcile(Map<TunnelId, TunnelSettings> wanted) {
    return here(
        done -> {
          for (var keeper : List.copyOf(keepers.values()))
            if (!keeper.settings().equals(wanted.get(keeper.id()))) end(keeper, wanted);
          wanted.forEach(this::begin);
          done.complete();
        });
  }

  /** Gets a new session, or has the owner begin anew; fails with a FailedException. */
  public Future<Void> restart(TunnelId id) {
    return with(id, (keeper, done) -> follow(keeper.restart(), done));
  }

  /** Starts one that was stopped. */
  public Future<Void> start(TunnelId id) {
    return with(
        id,
        (keeper, done) -> {
          keeper.start();
          done.complete();
        });
  }

  /** Ends its connections and its listener, until it is started again. */
  public Future<Void> stop(TunnelId id) {
    return with(
        id,
        (keeper, done) -> {
          keeper.stop(new Failure(Reason.STOPPED, "the tunnel was stopped by hand"));
          done.complete();
        });
  }

  /** All of them, by name. */
  public Future<List<TunnelView>> views() {
    return here(done -> done.complete(keepers.values().stream().map(Keeper::view).toList()));
  }

  /** Writes down, line by line, how that tunnel's present or next attempt at a session goes. */
  public Future<TraceLog> trace(TunnelId id) {
    return with(
        id,
        (_, done) -> {
          var log = new TraceLog(time);
          traces.put(id, log);
          dialler().trace(id, log);
          done.complete(log);
        });
  }

  /** The last trace that was asked for. */
  public Future<Optional<TraceLog>> traced(TunnelId id) {
    return here(done -> done.complete(Optional.ofNullable(traces.get(id))));
  }

  /**
   * A way to where the forward leads, through the session that carries it. Fails with a
   * FailedException: the tunnel's own reason while it has no session, else what the server said.
   */
  public Future<Passage> passage(TunnelId id, String forward) {
    return with(id, (keeper, done) -> follow(Passages.open(keeper, forward), done));
  }

  /** Who takes connections at an address of this machine. Blocks: for virtual threads. */
  public Knock.Answer knock(Endpoint at, Duration patience) throws InterruptedException {
    return Knock.at(at, knocks, patience);
  }

  private void begin(TunnelId id, TunnelSettings settings) {
    if (keepers.containsKey(id)) return;
    var site = new Site(bus, time, loop, knocks, Hold.DEFAULT);
    Keeper keeper =
        switch (settings) {
          case TunnelSettings.Kept kept -> new SessionKeeper(id, kept, site, dialler());
          case TunnelSettings.External other -> new OwnerKeeper(id, other, site, dialler());
        };
    keepers.put(id, keeper);
    keeper.start();
  }

  private void end(Keeper keeper, Map<TunnelId, TunnelSettings> wanted) {
    keepers.remove(keeper.id());
    traces.remove(keeper.id());
    keeper.stop(REMOVED);
    if (wanted.containsKey(keeper.id())) return;
    bus.publish(new TunnelEvent.Removed(keeper.id(), time.now()));
    bus.publish(new Forgotten(keeper.id().subject(), time.now()));
  }

  private Dialler dialler() {
    return dialler.orElseThrow(() -> new IllegalStateException("not deployed yet"));
  }

  private <T> Future<T> with(TunnelId id, BiConsumer<Keeper, Promise<T>> task) {
    return here(
        done -> {
          var keeper = keepers.get(id);
          if (keeper != null) task.accept(keeper, done);
          else done.fail(new FailedException(Reason.NOT_SUPPORTED, "there is no tunnel " + id));
        });
  }

  private <T> Future<T> here(Consumer<Promise<T>> task) {
    var done = Promise.<T>promise();
    dialler().here(() -> task.accept(done));
    return done.future();
  }

  private static <T> void follow(CompletionStage<T> stage, Promise<T> done) {
    stage.whenComplete(
        (value, thrown) -> {
          if (thrown == null) done.complete(value);
          else done.fail(new FailedException(Thrown.failure(thrown)));
        });
  }
}
