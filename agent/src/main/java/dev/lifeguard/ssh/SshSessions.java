package dev.lifeguard.ssh;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * All SSH sessions of the agent: one long-lived session per (user, host, port, jump chain,
 * identity), shared by whoever asks; new connections to a host within its budget; hosts that
 * penalise us left alone. Usable from any thread; nothing blocks.
 */
public final class SshSessions implements AutoCloseable {
  public SshSessions(Bus bus, Time time) {}

  /**
   * A share in the one kept session to that target, opened if there is none. The OpenSSH
   * configuration is read anew for each login. Fails with a FailedException: permanent failures at
   * once and without a connection until a file that matters changes or {@link #retry} is called.
   */
  public CompletionStage<SshLease> lease(SshSettings settings, SshTrace trace) {
    return notYet();
  }

  /** A session of the caller's own, within the host's budget: a standby. */
  public CompletionStage<SshLease> fresh(SshSettings settings, SshTrace trace) {
    return notYet();
  }

  /** A share in the kept session, if one is open now. */
  public Optional<SshLease> kept(SshSettings settings) {
    return Optional.empty();
  }

  /** A full login that is ended at once. Callers that ask at the same time share one login. */
  public CompletionStage<LoginOutcome> login(SshSettings settings) {
    return notYet();
  }

  /** A person, or a changed file, says that it is worth trying again. */
  public void retry(SshSettings settings) {}

  /** Ends every session. */
  @Override
  public void close() {}

  private static <T> CompletionStage<T> notYet() {
    return CompletableFuture.failedFuture(new FailedException(Reason.NOT_SUPPORTED, "not yet"));
  }
}
