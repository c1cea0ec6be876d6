package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login.Step;
import dev.lifeguard.ssh.key.AgentIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.client.ClientFactoryManager;

/**
 * From an open wire to a session that is logged in: banner, key exchange, authentication, each
 * within its own time. Runs on a thread that may wait.
 */
final class HandshakeRun {
  /** A person may have to touch a hardware key that the agent holds. */
  private static final Duration LEAST_FOR_TOUCH = Duration.ofSeconds(30);

  private final Dialler.Attempt attempt;
  private final HostKeyCheck hostKeys;
  private final AuthWatch watch;
  private final Duration patience;

  HandshakeRun(Dialler.Attempt attempt, HostKeyCheck hostKeys, AuthWatch watch) {
    this.attempt = attempt;
    this.hostKeys = hostKeys;
    this.watch = watch;
    this.patience = attempt.call().target().patience().connectTimeout();
  }

  WireSession run(ClientFactoryManager manager) throws InterruptedException {
    var wire = attempt.route().wire();
    var session = session(manager, wire);
    var seen = session.handshake();
    try {
      banner(session, seen);
      keys(seen);
      authenticate(session, seen);
      wire.handleInline();
      return session;
    } catch (FailedException e) {
      session.close(true);
      throw commandFailed(wire).map(FailedException::new).orElse(e);
    }
  }

  private WireSession session(ClientFactoryManager manager, Wire wire) {
    try {
      return new WireSession(manager, wire, attempt.call().target().login().user());
    } catch (Exception e) {
      throw new IllegalStateException("MINA makes no session", e);
    }
  }

  private void banner(WireSession session, Handshake seen) throws InterruptedException {
    attempt.laps().begin(Step.BANNER);
    try {
      session.begin();
    } catch (Exception e) {
      seen.because(e); // the end that follows says the same
      session.close(true);
    }
    var timeout = await(seen.version(), seen, patience);
    var version = seen.version();
    if (!version.isDone())
      throw new FailedException(LoginFailure.beforeBanner(seen, session.wire().heard(), timeout));
    attempt.laps().heard(version.join());
    attempt.call().trace().tell("server is " + version.join());
  }

  private void keys(Handshake seen) throws InterruptedException {
    attempt.laps().begin(Step.KEX);
    var timeout = await(seen.keys(), seen, patience);
    var refused = hostKeys.failure();
    if (refused.isPresent()) throw new FailedException(refused.get());
    if (!seen.keys().isDone()) throw new FailedException(LoginFailure.inKeyExchange(seen, timeout));
    attempt.call().trace().tell("agreed on " + seen.agreement());
  }

  private void authenticate(WireSession session, Handshake seen) throws InterruptedException {
    attempt.laps().begin(Step.AUTH);
    var done = new CompletableFuture<Boolean>();
    try {
      session
          .auth()
          .addListener(
              future -> {
                watch.over(future.getException());
                done.complete(future.isSuccess());
              });
    } catch (java.io.IOException e) {
      seen.because(e);
      done.complete(false);
    }
    var time = forAuthentication();
    var timeout = await(done, seen, time);
    if (timeout.isPresent())
      throw new FailedException(Reason.AUTH_TIMEOUT, "not over after " + time.toSeconds() + " s");
    if (!done.getNow(false))
      throw new FailedException(
          LoginFailure.inAuthentication(seen, watch, attempt.identities().problems()));
    attempt.laps().end();
    attempt.call().trace().tell("logged in");
  }

  private Duration forAuthentication() {
    var touched = attempt.identities().keys().stream().anyMatch(AgentIdentity.class::isInstance);
    return touched && patience.compareTo(LEAST_FOR_TOUCH) < 0 ? LEAST_FOR_TOUCH : patience;
  }

  /** Waits for one thing or for the end of all; the time that was given, if it ran out. */
  private static Optional<Duration> await(
      CompletableFuture<?> thing, Handshake seen, Duration within) throws InterruptedException {
    var either = CompletableFuture.anyOf(thing, seen.ended());
    return Patience.of(within).await(either) ? Optional.empty() : Optional.of(within);
  }

  /** A ProxyCommand that has ended is the cause of whatever ended with it. */
  private static Optional<Failure> commandFailed(Wire wire) throws InterruptedException {
    if (!(wire instanceof ProcessWire process) || !process.endedByItself()) return Optional.empty();
    return Optional.of(new Failure(Reason.PROXY_COMMAND_FAILED, process.lastWords()));
  }
}
