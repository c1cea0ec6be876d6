package dev.lifeguard.ssh;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The SSH room of an agent, alone, with all it tells kept for the test to read. */
final class Client implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final List<SshLease> leases = new ArrayList<>();
  final BlockingQueue<SshEvent> events = new LinkedBlockingQueue<>();
  final BlockingQueue<String> trace = new LinkedBlockingQueue<>();
  final SshSessions sessions;

  Client() {
    this(Map.of(), Optional.empty());
  }

  Client(Map<String, String> variables, Optional<Path> config) {
    var real = SshEnvironment.real();
    var environment = new SshEnvironment(real.user(), "here", variables, config, Optional.empty());
    sessions = new SshSessions(bus, new RealTime(vertx), environment);
    bus.on(SshEvent.class, events::add);
  }

  /** As the server's own client, trusting its keys. */
  static SshSettings to(Sshd sshd) {
    return to(sshd.destination(), sshd.clientKey().file(), sshd.knownHosts());
  }

  static SshSettings to(String destination, Path identity, Path knownHosts) {
    return new SshSettings(
        destination,
        List.of(),
        List.of(identity),
        new SecretSource.None(),
        new SecretSource.None(),
        Optional.empty(),
        List.of(knownHosts),
        Optional.of(Duration.ofSeconds(8)),
        Optional.empty());
  }

  /** With whatever keys are found without being named. */
  static SshSettings keyless(SshSettings to) {
    return new SshSettings(
        to.destination(),
        to.jump(),
        List.of(),
        to.passphrase(),
        to.password(),
        to.hostKeyPolicy(),
        to.knownHosts(),
        to.connectTimeout(),
        to.keepalive());
  }

  static SshSettings via(SshSettings to, String... jumps) {
    return new SshSettings(
        to.destination(),
        List.of(jumps),
        to.identities(),
        to.passphrase(),
        to.password(),
        to.hostKeyPolicy(),
        to.knownHosts(),
        to.connectTimeout(),
        to.keepalive());
  }

  static SshSettings patient(SshSettings to, Duration connectTimeout) {
    return new SshSettings(
        to.destination(),
        to.jump(),
        to.identities(),
        to.passphrase(),
        to.password(),
        to.hostKeyPolicy(),
        to.knownHosts(),
        Optional.of(connectTimeout),
        to.keepalive());
  }

  static SshSettings asking(SshSettings to, Duration every, int misses) {
    return new SshSettings(
        to.destination(),
        to.jump(),
        to.identities(),
        to.passphrase(),
        to.password(),
        to.hostKeyPolicy(),
        to.knownHosts(),
        to.connectTimeout(),
        Optional.of(new SshSettings.Keepalive(every, misses)));
  }

  SshLease lease(SshSettings settings) {
    var lease = await(sessions.lease(settings, Persistence.ONCE, trace::add));
    leases.add(lease);
    return lease;
  }

  SshSession open(SshSettings settings) {
    return lease(settings).session();
  }

  /** Why the login fails; it fails if the login does not. */
  Failure failure(SshSettings settings) {
    return failureOf(sessions.lease(settings, Persistence.ONCE, trace::add));
  }

  static Failure failureOf(CompletionStage<?> stage) {
    try {
      var unexpected = stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError("did not fail, but came to " + unexpected);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailedException failed) return failed.failure();
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** The next event of that type; those before it are dropped. */
  <E extends SshEvent> E next(Class<E> type) {
    try {
      while (true) {
        var event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null) throw new AssertionError("no " + type.getSimpleName() + " came");
        if (type.isInstance(event)) return type.cast(event);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    sessions.close();
    await(vertx.close().toCompletionStage());
  }

  /** How far the login came that failed last. */
  Login.Step lastStep() {
    var hops = next(SshEvent.LoginFailed.class).soFar().hops();
    return hops.getLast().laps().getLast().step();
  }
}
