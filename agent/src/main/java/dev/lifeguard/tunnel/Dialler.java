package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.Persistence;
import dev.lifeguard.ssh.SshLease;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.SshTrace;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import io.vertx.core.Context;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
  private final Map<TunnelId, TraceLog> wanted = new HashMap<>();
  private final Map<TunnelId, Line> underWay = new HashMap<>();

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

  /** What dials for that tunnel, or the next that does, writes to the log. */
  void trace(TunnelId tunnel, TraceLog log) {
    var line = underWay.get(tunnel);
    if (line == null) wanted.put(tunnel, log);
    else line.traced(log);
  }

  /** The kept session to that server, or a new one. */
  Call dial(TunnelId tunnel, SshSettings settings, Asker asker) {
    var line = new Line(asker, () -> underWay.remove(tunnel));
    underWay.put(tunnel, line);
    var log = wanted.remove(tunnel);
    if (log != null) line.traced(log);
    return line.wait(sessions.lease(settings, Persistence.UNTIL_IT_OPENS, line));
  }

  /** A session that nobody else uses. */
  Call dialAnother(SshSettings settings, Asker asker) {
    var line = new Line(asker, () -> {});
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
    private final Runnable over;
    private volatile Optional<TraceLog> log = Optional.empty();
    private volatile boolean hungUp;

    Line(Asker asker, Runnable over) {
      this.asker = asker;
      this.over = over;
    }

    void traced(TraceLog by) {
      log = Optional.of(by);
    }

    Call wait(CompletableFuture<SshLease> session) {
      session.whenComplete((lease, thrown) -> here(() -> answer(lease, thrown)));
      return () -> {
        hangUp();
        session.cancel(false);
      };
    }

    private void hangUp() {
      if (hungUp) return;
      hungUp = true;
      over.run();
      log.ifPresent(it -> it.end("given up: nobody waits for it any more"));
    }

    @Override
    public void tell(String line) {
      log.ifPresent(it -> it.tell(line));
    }

    @Override
    public void knockedInVain(Failure why) {
      log.ifPresent(it -> it.tell(why + "; trying again"));
      here(
          () -> {
            if (!hungUp) asker.knockedInVain(why);
          });
    }

    private void answer(@Nullable SshLease lease, @Nullable Throwable thrown) {
      var outcome = dialled(lease, thrown);
      if (hungUp) {
        if (outcome instanceof Dialled.Reached(var late)) late.close();
        return;
      }
      over.run();
      log.ifPresent(it -> end(it, outcome));
      asker.dialled(outcome);
    }

    private static void end(TraceLog log, Dialled outcome) {
      switch (outcome) {
        case Dialled.Missed(var why) -> log.end("no session: " + why);
        case Dialled.Reached(var lease) -> {
          var session = lease.session();
          log.reached(
              "session %d to %s stands, cipher %s"
                  .formatted(session.number(), session.server(), session.cipher()));
        }
      }
    }

    private static Dialled dialled(@Nullable SshLease lease, @Nullable Throwable thrown) {
      if (lease != null) return new Dialled.Reached(lease);
      return new Dialled.Missed(
          Thrown.failure(thrown == null ? new CompletionException("no lease", null) : thrown));
    }
  }
}
