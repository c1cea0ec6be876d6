package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.ResolvedTarget.SessionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The sessions that are shared: one for each target, for as long as anybody has a share in it. */
final class SessionPool {
  static final Failure UNWANTED = new Failure(Reason.CANCELLED, "nobody uses it any more");

  /** Logs in; on a thread that may wait. */
  @FunctionalInterface
  interface Dial {
    SshSession dial(Dialler.Call call) throws LoginException, InterruptedException;
  }

  private final Dial dial;
  private final Map<SessionKey, KeptSession> kept = new HashMap<>();

  SessionPool(Dial dial) {
    this.dial = dial;
  }

  /** One user's part in a kept session, from the wish on. */
  final class Share {
    private final SessionKey key;
    private final KeptSession entry;
    private final AtomicBoolean given = new AtomicBoolean();

    private Share(SessionKey key, KeptSession entry) {
      this.key = key;
      this.entry = entry;
      entry.share();
    }

    CompletableFuture<SshSession> session() {
      return entry.opening();
    }

    SshLease lease(SshSession session) {
      return new SshLease(session, this::giveBack);
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

  /** A share in the target's session; if there is none, it is dialled. */
  Share share(Dialler.Call call) {
    var key = call.target().sessionKey();
    synchronized (kept) {
      var entry = kept.get(key);
      if (entry == null || entry.isOver()) {
        entry = new KeptSession();
        kept.put(key, entry);
        dialInto(entry, call);
      }
      return new Share(key, entry);
    }
  }

  /** A share in the session, if it stands. */
  Optional<SshLease> standing(SessionKey key) {
    synchronized (kept) {
      var entry = kept.get(key);
      if (entry == null || !entry.isOpen()) return Optional.empty();
      return Optional.of(new Share(key, entry).lease(entry.opening().join()));
    }
  }

  /** The way to a jump host: its kept session. On a thread that may wait. */
  Routes.Reached reach(Dialler.Call jump) throws LoginException, InterruptedException {
    var share = share(jump);
    var stood = share.session().isDone();
    try {
      return new Routes.Reached(share.lease(share.session().get()), stood);
    } catch (InterruptedException e) {
      share.giveBack();
      throw e;
    } catch (ExecutionException e) {
      share.giveBack();
      if (!(e.getCause() instanceof FailedException failed))
        throw new IllegalStateException(e.getCause());
      throw new LoginException(atJump(jump, failed.failure()), Login.NONE, true);
    }
  }

  private static Failure atJump(Dialler.Call jump, Failure failure) {
    var detail = "jump host " + jump.server() + ": " + failure.detail();
    return new Failure(failure.reason(), detail);
  }

  private void dialInto(KeptSession entry, Dialler.Call call) {
    var thread =
        Thread.ofVirtual()
            .name("ssh-dial")
            .unstarted(
                () -> {
                  try {
                    entry.opening().complete(dial.dial(call));
                  } catch (LoginException e) {
                    entry.opening().completeExceptionally(new FailedException(e.failure()));
                  } catch (InterruptedException e) {
                    entry.opening().completeExceptionally(new FailedException(UNWANTED));
                  } catch (RuntimeException e) {
                    entry.opening().completeExceptionally(e);
                  }
                });
    entry.dialledBy(thread);
    thread.start();
  }

  /** Ends every session. */
  void end() {
    List<KeptSession> all;
    synchronized (kept) {
      all = new ArrayList<>(kept.values());
      kept.clear();
    }
    all.forEach(session -> session.drop(new Failure(Reason.CANCELLED, "the agent stops")));
  }
}
