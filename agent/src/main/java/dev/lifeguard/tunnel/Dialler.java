package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshLease;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.SshSettings;
import dev.lifeguard.ssh.SshTrace;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gets SSH sessions for keepers, and answers on the one context where all of them live. */
final class Dialler {
  /** What dialling came to. */
  sealed interface Dialled {
    record Reached(SshLease lease) implements Dialled {}

    record Missed(Failure why) implements Dialled {}
  }

  private final SshSessions sessions;
  private final Context context;
  private final Backoff backoff;
  private final Map<TunnelId, SshTrace> traces = new HashMap<>();
  private final Set<SshSettings> forgotten = new HashSet<>();

  Dialler(SshSessions sessions, Context context, Backoff backoff) {
    this.sessions = sessions;
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

  /** The next session is to be a new one, and permanent failures are to be tried again. */
  void forget(SshSettings settings) {
    forgotten.add(settings);
    sessions.retry(settings);
  }

  void dial(TunnelId tunnel, SshSettings settings, Consumer<Dialled> answer) {
    var trace = traces.getOrDefault(tunnel, SshTrace.SILENT);
    traces.remove(tunnel);
    var stage =
        forgotten.remove(settings)
            ? sessions.fresh(settings, trace)
            : sessions.lease(settings, trace);
    answer(stage, answer);
  }

  /** A session that nobody else uses. */
  void dialAnother(SshSettings settings, Consumer<Dialled> answer) {
    answer(sessions.fresh(settings, SshTrace.SILENT), answer);
  }

  private void answer(CompletionStage<SshLease> stage, Consumer<Dialled> answer) {
    stage.whenComplete((lease, thrown) -> here(() -> answer.accept(dialled(lease, thrown))));
  }

  private static Dialled dialled(@Nullable SshLease lease, @Nullable Throwable thrown) {
    if (lease != null) return new Dialled.Reached(lease);
    return new Dialled.Missed(
        Thrown.failure(thrown == null ? new IllegalStateException("no lease") : thrown));
  }
}
