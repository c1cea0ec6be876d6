package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.Persistence;
import dev.lifeguard.ssh.SshEnvironment;
import dev.lifeguard.ssh.SshLease;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.SshSettings;
import dev.lifeguard.ssh.SshTrace;
import io.vertx.core.Context;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gets SSH sessions for keepers, and answers on the one context where all of them live. */
final class Dialler {
  /** What dialling came to. */
  sealed interface Dialled {
    record Reached(SshLease lease) implements Dialled {}

    record Missed(Failure why) implements Dialled {}
  }

  /** Who wants a session, and hears how that goes. */
  interface Asker {
    /** The server cannot be connected to; it is tried again each second. */
    void knockedInVain(Failure why);

    void dialled(Dialled outcome);
  }

  /** A dialling under way. */
  @FunctionalInterface
  interface Call {
    Call NONE = () -> {};

    /** Nobody waits any more; afterwards the asker hears nothing. */
    void hangUp();
  }

  private final SshSessions sessions;
  private final SshEnvironment environment;
  private final Context context;
  private final Backoff backoff;
  private final Map<TunnelId, SshTrace> traces = new HashMap<>();

  Dialler(SshSessions sessions, SshEnvironment environment, Context context, Backoff backoff) {
    this.sessions = sessions;
    this.environment = environment;
    this.context = context;
    this.backoff = backoff;
  }

  Backoff backoff() {
    return backoff;
  }

  /** Runs it on the context. */
  void here(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  /** The next dialling for that tunnel is told to the listener. */
  void trace(TunnelId tunnel, SshTrace listener) {
    traces.put(tunnel, listener);
  }

  /** The kept session to that server, or a new one. */
  Call dial(TunnelId tunnel, SshSettings settings, Asker asker) {
    var listener = traces.getOrDefault(tunnel, SshTrace.SILENT);
    traces.remove(tunnel);
    var line = new Line(asker, listener);
    return line.wait(sessions.lease(settings, Persistence.UNTIL_IT_OPENS, line));
  }

  /** A session that nobody else uses. */
  Call dialAnother(SshSettings settings, Asker asker) {
    var line = new Line(asker, SshTrace.SILENT);
    return line.wait(sessions.fresh(settings, Persistence.UNTIL_IT_OPENS, line));
  }

  /**
   * Forgets that a login failed for good: it is to be tried again. Then goes on, on the context.
   */
  void forgive(SshSettings settings, Runnable next) {
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .name("tunnel-forgive")
        .start(
            () -> {
              try {
                sessions.retry(settings);
              } finally {
                done.complete(null); // settings that cannot be resolved show at the next dialling
              }
            });
    done.whenComplete((_, _) -> here(next));
  }

  /** Looks at the files on which a login depends; answers on the context. */
  void stakes(SshSettings settings, Consumer<Map<Path, String>> answer) {
    Thread.ofVirtual()
        .name("tunnel-files")
        .start(
            () -> {
              var stakes = Stakes.of(settings, environment);
              here(() -> answer.accept(stakes));
            });
  }

  /** Brings what the SSH room tells from its threads to the asker, until it hangs up. */
  private final class Line implements SshTrace {
    private final Asker asker;
    private final SshTrace listener;
    private volatile boolean hungUp;

    Line(Asker asker, SshTrace listener) {
      this.asker = asker;
      this.listener = listener;
    }

    Call wait(CompletableFuture<SshLease> session) {
      session.whenComplete((lease, thrown) -> here(() -> answer(lease, thrown)));
      return () -> {
        hungUp = true;
        session.cancel(false);
      };
    }

    @Override
    public void tell(String line) {
      listener.tell(line);
    }

    @Override
    public void knockedInVain(Failure why) {
      listener.knockedInVain(why);
      here(
          () -> {
            if (!hungUp) asker.knockedInVain(why);
          });
    }

    private void answer(@Nullable SshLease lease, @Nullable Throwable thrown) {
      if (!hungUp) asker.dialled(dialled(lease, thrown));
      else if (lease != null) lease.close();
    }

    private static Dialled dialled(@Nullable SshLease lease, @Nullable Throwable thrown) {
      if (lease != null) return new Dialled.Reached(lease);
      return new Dialled.Missed(
          Thrown.failure(thrown == null ? new CompletionException("no lease", null) : thrown));
    }
  }
}
