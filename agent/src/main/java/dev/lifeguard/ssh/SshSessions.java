package dev.lifeguard.ssh;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.ssh.algorithm.KeysAhead;
import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.TargetOutcome;
import dev.lifeguard.ssh.config.TargetResolver;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * All SSH sessions of the agent: one long-lived session per (user, host, port, jump chain,
 * identity), shared by whoever asks; new connections to a host within its budget; hosts that
 * penalise us left alone. Usable from any thread; nothing blocks but where it is said.
 */
public final class SshSessions implements AutoCloseable {
  /** What far sides may have under way to us, all together. */
  private static final long WINDOW_BUDGET = 64L << 20;

  private static final int MOST_THREADS = 4;

  /** After that a new session has served those who waited for it. */
  private static final Duration CARRYING = Duration.ofSeconds(2);

  private final SshEnvironment environment;
  private final Time time;
  private final IoLoops loops = new IoLoops(threads());
  private final SshNews news;
  private final Gate gate;
  private final Dialler dialler;
  private final SessionPool pool;
  private final LoginPool logins;

  public SshSessions(Bus bus, Time time, SshEnvironment environment) {
    this.environment = environment;
    this.time = time;
    this.news = new SshNews(bus, time);
    this.gate = new Gate(news, time);
    this.pool = new SessionPool(this::dial);
    this.logins = new LoginPool(time, this::dial);
    var routes = new Routes(loops, gate, pool::reach);
    this.dialler = new Dialler(time, new Windows(WINDOW_BUDGET), routes, gate);
  }

  private static int threads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_THREADS);
  }

  /**
   * A share in the one kept session to that target, opened if there is none. The OpenSSH
   * configuration is read anew for each login. Fails with a FailedException: permanent failures at
   * once and without a connection until something that matters changes or {@link #retry} is called.
   * Cancelling the future gives the share back.
   */
  public CompletableFuture<SshLease> lease(
      SshSettings settings, Persistence persistence, SshTrace trace) {
    return onThread(
        result -> {
          var target = resolve(settings);
          if (result.isDone())
            return; // nobody waits any more, and others must not join its dialling
          var share = pool.share(new Dialler.Call(target, persistence, trace));
          share.session().whenComplete((session, failed) -> hand(result, share, session, failed));
          // Whoever stops waiting no longer keeps the dialling up.
          result.whenComplete(
              (_, failed) -> {
                if (failed != null) share.giveBack();
              });
        });
  }

  private static void hand(
      CompletableFuture<SshLease> result,
      SessionPool.Share share,
      SshSession session,
      Throwable failed) {
    if (failed != null) result.completeExceptionally(failed);
    else if (!result.complete(share.lease(session))) share.giveBack();
  }

  /** A session of the caller's own, within the host's budget: a standby. */
  public CompletableFuture<SshLease> fresh(
      SshSettings settings, Persistence persistence, SshTrace trace) {
    return fresh(settings, List.of(), persistence, trace);
  }

  /**
   * @param options for this login only, each as after {@code ssh -o}
   */
  public CompletableFuture<SshLease> fresh(
      SshSettings settings, List<String> options, Persistence persistence, SshTrace trace) {
    return onThread(
        result -> {
          var session = dial(new Dialler.Call(resolve(settings, options), persistence, trace));
          var lease = new SshLease(session, () -> session.end(SessionPool.UNWANTED));
          if (!result.complete(lease)) lease.close();
        });
  }

  /** A share in the kept session, if one is open now. Blocks for reading configuration files. */
  public Optional<SshLease> kept(SshSettings settings) {
    try {
      return pool.standing(resolve(settings).sessionKey());
    } catch (FailedException e) {
      return Optional.empty(); // a target that does not resolve has no session
    }
  }

  /**
   * A full login that is ended at once. Whoever asks for one that began no longer ago than {@code
   * notOlderThan} gets that one's outcome.
   */
  public CompletionStage<LoginOutcome> login(SshSettings settings, Duration notOlderThan) {
    var result = new CompletableFuture<LoginOutcome>();
    Thread.ofVirtual().name("ssh-login").start(() -> login(settings, notOlderThan, result));
    return result;
  }

  private void login(
      SshSettings settings, Duration notOlderThan, CompletableFuture<LoginOutcome> result) {
    try {
      logins
          .login(resolve(settings), notOlderThan)
          .whenComplete(
              (outcome, failed) -> {
                if (failed == null) result.complete(outcome);
                else result.completeExceptionally(failed);
              });
    } catch (FailedException e) {
      result.complete(new LoginOutcome.Failed(e.failure(), Login.NONE));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** A person, or a changed file, says that it is worth trying again. Blocks for reading files. */
  public void retry(SshSettings settings) {
    gate.retry(resolve(settings));
  }

  /** Ends every session that is shared; the others are their owners'. */
  @Override
  public void close() {
    pool.end();
    loops.close();
  }

  /** Decides anew how the target is reached, from the files as they stand. */
  private ResolvedTarget resolve(SshSettings settings) {
    return resolve(settings, List.of());
  }

  private ResolvedTarget resolve(SshSettings settings, List<String> options) {
    var resolver = new TargetResolver(environment, OpenSshConfig.load(environment));
    return switch (resolver.resolve(settings, options)) {
      case TargetOutcome.Resolved(var target) -> {
        news.notAsAsked(target.findings());
        yield target;
      }
      case TargetOutcome.Unusable(var failure, _) -> throw new FailedException(failure);
    };
  }

  private SshSession dial(Dialler.Call call) throws LoginException, InterruptedException {
    try {
      var session = dialler.dial(call);
      news.opened(session);
      time.after(CARRYING, KeysAhead.SNTRUP761::replenish);
      return session;
    } catch (LoginException e) {
      if (e.tried()) news.failed(call.server(), e.failure(), e.soFar());
      throw e;
    }
  }

  @FunctionalInterface
  private interface Work {
    void into(CompletableFuture<SshLease> result) throws LoginException, InterruptedException;
  }

  private static CompletableFuture<SshLease> onThread(Work work) {
    var result = new CompletableFuture<SshLease>();
    var thread = Thread.ofVirtual().name("ssh-dial").unstarted(() -> run(work, result));
    result.whenComplete(
        (_, _) -> {
          if (result.isCancelled()) thread.interrupt();
        });
    thread.start();
    return result;
  }

  private static void run(Work work, CompletableFuture<SshLease> result) {
    try {
      work.into(result);
    } catch (LoginException e) {
      result.completeExceptionally(new FailedException(e.failure()));
    } catch (InterruptedException e) {
      result.completeExceptionally(new FailedException(SessionPool.UNWANTED));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }
}
