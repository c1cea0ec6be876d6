package dev.lifeguard.ssh;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.ResolvedTarget.SessionKey;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All SSH sessions of the agent: one long-lived session per (user, host, port, jump chain,
 * identity), shared by whoever asks; new connections to a host within its budget; hosts that
 * penalise us left alone. Usable from any thread; nothing blocks but where it is said.
 */
public final class SshSessions implements AutoCloseable {
  /** What far sides may have under way to us, all together. */
  private static final long WINDOW_BUDGET = 64L << 20;

  private static final Failure UNWANTED = new Failure(Reason.CANCELLED, "nobody uses it any more");

  private final Bus bus;
  private final Time time;
  private final SshEnvironment environment;
  private final IoLoops loops =
      new IoLoops(Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4));
  private final Gate gate;
  private final Dialler dialler;
  private final Map<SessionKey, KeptSession> kept = new HashMap<>();
  private final Map<SessionKey, SharedLogin> logins = new HashMap<>();

  /** A login under way or over, for whoever asks for the same soon after. */
  private record SharedLogin(long startNanos, CompletableFuture<LoginOutcome> outcome) {}

  public SshSessions(Bus bus, Time time, SshEnvironment environment) {
    this.bus = bus;
    this.time = time;
    this.environment = environment;
    this.gate = new Gate(bus, time);
    var routes = new Routes(loops, gate, this::reach);
    this.dialler = new Dialler(time, new Windows(WINDOW_BUDGET), routes, gate);
  }

  /**
   * A share in the one kept session to that target, opened if there is none. The OpenSSH
   * configuration is read anew for each login. Fails with a FailedException: permanent failures at
   * once and without a connection until something that matters changes or {@link #retry} is called.
   * Cancelling the stage's future gives the share back.
   */
  public CompletableFuture<SshLease> lease(
      SshSettings settings, Persistence persistence, SshTrace trace) {
    return onThread(
        result -> {
          var share = share(new Dialler.Call(resolve(settings), persistence, trace));
          share.session().whenComplete((session, failed) -> hand(result, share, session, failed));
          // Whoever stops waiting no longer keeps the dialling up.
          result.whenComplete(
              (_, failed) -> {
                if (failed != null) share.giveBack();
              });
        });
  }

  /** A session of the caller's own, within the host's budget: a standby. */
  public CompletableFuture<SshLease> fresh(
      SshSettings settings, Persistence persistence, SshTrace trace) {
    return onThread(
        result -> {
          var call = new Dialler.Call(resolve(settings), persistence, trace);
          var session = dial(call);
          if (!result.complete(new SshLease(session, () -> session.end(UNWANTED))))
            session.end(UNWANTED);
        });
  }

  /** A share in the kept session, if one is open now. Blocks for reading configuration files. */
  public Optional<SshLease> kept(SshSettings settings) {
    try {
      return keptOpen(resolve(settings).sessionKey());
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
    Thread.ofVirtual()
        .name("ssh-login")
        .start(
            () -> {
              try {
                login(resolve(settings), notOlderThan).thenAccept(result::complete);
              } catch (FailedException e) {
                result.complete(new LoginOutcome.Failed(e.failure(), Login.NONE));
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  /** A person, or a changed file, says that it is worth trying again. Blocks for reading files. */
  public void retry(SshSettings settings) {
    gate.retry(resolve(settings));
  }

  /** Ends every session. */
  @Override
  public void close() {
    List<KeptSession> all;
    synchronized (kept) {
      all = new ArrayList<>(kept.values());
      kept.clear();
    }
    all.forEach(session -> session.drop(new Failure(Reason.CANCELLED, "the agent stops")));
    loops.close();
  }

  /** Decides anew how the target is reached, from the files as they stand. */
  private ResolvedTarget resolve(SshSettings settings) {
    var resolver = new TargetResolver(environment, OpenSshConfig.load(environment));
    return switch (resolver.resolve(settings)) {
      case TargetOutcome.Resolved(var target) -> target;
      case TargetOutcome.Unusable(var failure, _) -> throw new FailedException(failure);
    };
  }

  @FunctionalInterface
  private interface Work {
    void into(CompletableFuture<SshLease> result) throws LoginException, InterruptedException;
  }

  private static CompletableFuture<SshLease> onThread(Work work) {
    var result = new CompletableFuture<SshLease>();
    var thread =
        Thread.ofVirtual()
            .name("ssh-dial")
            .unstarted(
                () -> {
                  try {
                    work.into(result);
                  } catch (LoginException e) {
                    result.completeExceptionally(new FailedException(e.failure()));
                  } catch (InterruptedException e) {
                    result.cancel(false);
                  } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                  }
                });
    result.whenComplete(
        (_, _) -> {
          if (result.isCancelled()) thread.interrupt();
        });
    thread.start();
    return result;
  }

  private static void hand(
      CompletableFuture<SshLease> result, Share share, SshSession session, Throwable failed) {
    if (failed instanceof CancellationException)
      result.completeExceptionally(new FailedException(UNWANTED));
    else if (failed != null) result.completeExceptionally(failed);
    else if (!result.complete(new SshLease(session, share::giveBack))) share.giveBack();
  }

  /** One user's part in a kept session, from the wish on. */
  private final class Share {
    private final SessionKey key;
    private final KeptSession entry;
    private final AtomicBoolean given = new AtomicBoolean();

    Share(SessionKey key, KeptSession entry) {
      this.key = key;
      this.entry = entry;
    }

    CompletableFuture<SshSession> session() {
      return entry.opening();
    }

    void giveBack() {
      if (!given.compareAndSet(false, true)) return;
      synchronized (kept) {
        if (!entry.unshare()) return;
        kept.remove(key, entry);
      }
      entry.drop(UNWANTED);
    }
  }

  private Share share(Dialler.Call call) {
    var key = call.target().sessionKey();
    synchronized (kept) {
      var entry = kept.get(key);
      if (entry == null || entry.isOver()) {
        entry = new KeptSession();
        kept.put(key, entry);
        dialInto(entry, call);
      }
      entry.share();
      return new Share(key, entry);
    }
  }

  private void dialInto(KeptSession entry, Dialler.Call call) {
    entry.dialledBy(
        Thread.ofVirtual()
            .name("ssh-dial")
            .start(
                () -> {
                  try {
                    entry.opening().complete(dial(call));
                  } catch (LoginException e) {
                    entry.opening().completeExceptionally(new FailedException(e.failure()));
                  } catch (InterruptedException e) {
                    entry.opening().cancel(false);
                  } catch (RuntimeException e) {
                    entry.opening().completeExceptionally(e);
                  }
                }));
  }

  private Optional<SshLease> keptOpen(SessionKey key) {
    synchronized (kept) {
      var entry = kept.get(key);
      if (entry == null || !entry.isOpen()) return Optional.empty();
      entry.share();
      return Optional.of(new SshLease(entry.opening().join(), new Share(key, entry)::giveBack));
    }
  }

  /** The way to a jump host: its kept session. */
  private Routes.Reached reach(Dialler.Call jump) throws LoginException, InterruptedException {
    var share = share(jump);
    var stood = share.session().isDone();
    try {
      var lease = new SshLease(share.session().get(), share::giveBack);
      return new Routes.Reached(lease, stood);
    } catch (InterruptedException e) {
      share.giveBack();
      throw e;
    } catch (ExecutionException e) {
      share.giveBack();
      if (!(e.getCause() instanceof FailedException failed))
        throw new IllegalStateException(e.getCause());
      var failure = failed.failure();
      throw new LoginException(
          new Failure(failure.reason(), "jump host " + jump.server() + ": " + failure.detail()),
          Login.NONE,
          true);
    }
  }

  private SshSession dial(Dialler.Call call) throws LoginException, InterruptedException {
    try {
      var session = dialler.dial(call);
      bus.publish(
          new SshEvent.SessionOpened(call.server(), session.number(), session.login(), time.now()));
      session
          .closed()
          .thenAccept(
              why ->
                  bus.publish(
                      new SshEvent.SessionClosed(
                          call.server(), session.number(), why, time.now())));
      return session;
    } catch (LoginException e) {
      if (e.tried())
        bus.publish(new SshEvent.LoginFailed(call.server(), e.failure(), e.soFar(), time.now()));
      throw e;
    }
  }

  private CompletableFuture<LoginOutcome> login(ResolvedTarget target, Duration notOlderThan) {
    SharedLogin mine;
    synchronized (logins) {
      var last = logins.get(target.sessionKey());
      if (last != null && time.since(last.startNanos()).compareTo(notOlderThan) <= 0)
        return last.outcome();
      mine = new SharedLogin(time.nanos(), new CompletableFuture<>());
      logins.put(target.sessionKey(), mine);
    }
    mine.outcome().complete(loginNow(target));
    return mine.outcome();
  }

  private LoginOutcome loginNow(ResolvedTarget target) {
    try {
      var session = dial(new Dialler.Call(target, Persistence.ONCE, SshTrace.SILENT));
      session.end(new Failure(Reason.CANCELLED, "a login for the sake of logging in"));
      return new LoginOutcome.Passed(session.login());
    } catch (LoginException e) {
      return e.tried() || e.failure().reason().kind() == Reason.Kind.PERMANENT
          ? new LoginOutcome.Failed(e.failure(), e.soFar())
          : new LoginOutcome.NotTried(e.failure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LoginOutcome.NotTried(new Failure(Reason.CANCELLED, "interrupted"));
    }
  }
}
