package dev.lifeguard.remedy.step.tunnel;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.TraceLog;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelState;
import dev.lifeguard.tunnel.TunnelView;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Gets a tunnel a new session; one that somebody else keeps is restarted through its owner. The
 * trace of the attempt becomes the step's output.
 */
public final class TunnelRestart implements StepKind {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration PACE = Duration.ofMillis(20);
  private static final Duration VIEW = Duration.ofSeconds(5);

  private final Tunnels tunnels;
  private final Time time;

  public TunnelRestart(Tunnels tunnels, Time time) {
    this.tunnels = tunnels;
    this.time = time;
  }

  @Override
  public String name() {
    return "tunnel.restart";
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    var concerned = concerned(scene);
    if (concerned.isEmpty()) return Preview.of(none(scene));
    var text =
        concerned.stream()
            .map(view -> view.id() + " (" + view.state().word() + ", " + view.reason() + ")")
            .collect(Collectors.joining(", "));
    return Preview.of(
        "gives a new session to " + text + "; connections through it are cut, its listener stays",
        concerned.stream().map(view -> "tunnel " + view.id()).toArray(String[]::new));
  }

  @Override
  public boolean looksFirst() {
    return true;
  }

  /**
   * A key, a host key or a forbidden forward are no better with a new session, and a server that
   * has us wait is worse; the tunnel itself tries again when what is wrong has changed.
   */
  @Override
  public Optional<Block> obstacle(Scene scene) throws InterruptedException {
    try {
      var concerned = concerned(scene);
      var lasting = concerned.stream().flatMap(view -> lasting(view).stream()).toList();
      return !lasting.isEmpty() && lasting.size() == concerned.size()
          ? Optional.of(new Block(Why.FUTILE, String.join("; ", lasting)))
          : Optional.empty();
    } catch (FailedException e) {
      return Optional.empty(); // the step will say what is wrong
    }
  }

  private static Optional<String> lasting(TunnelView view) {
    if (isActive(view)) return Optional.empty();
    return Reason.of(view.reason())
        .filter(reason -> reason != Reason.STOPPED && reason.kind() != Reason.Kind.TRANSIENT)
        .map(
            reason ->
                view.id()
                    + " is "
                    + view.state().word()
                    + " ("
                    + reason.code()
                    + "): "
                    + reason.meaning()
                    + ", which a new session does not mend");
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    var concerned = concerned(scene);
    if (concerned.isEmpty()) return new StepOutcome.Failed(Reason.NOT_SUPPORTED, none(scene));
    var output = new StringBuilder();
    for (var view : concerned) {
      var trace = await(tunnels.trace(view.id()), VIEW);
      try {
        await(tunnels.restart(view.id()), left(scene));
        var failure = reached(view, trace);
        if (failure.isPresent()) throw new FailedException(failure.get());
        output.append("restarted ").append(view.id()).append('\n').append(text(trace));
      } catch (FailedException e) {
        return new StepOutcome.Failed(
            e.failure().reason(), view.id() + ": " + e.failure().detail() + "\n" + text(trace));
      }
    }
    return StepOutcome.done(output.toString().strip(), "restarted", "true");
  }

  /**
   * Waits until the attempt is over: its trace ends, or, where its owner makes the session and
   * there is nothing to trace, it is active again. A trace may have caught an attempt of the life
   * before, which the restart gave up: that one says nothing. Interrupted at the step's limit.
   */
  private Optional<Failure> reached(TunnelView before, TraceLog trace) throws InterruptedException {
    while (true) {
      var page = trace.from(0);
      if (page.reached()) return Optional.empty();
      var view = view(before.id());
      if (page.ended()) {
        if (view.isEmpty()) return Optional.of(failure(view));
        var now = view.get();
        if (isNewer(now, before) && isActive(now)) return Optional.empty();
        if (isNewer(now, before) && !now.state().trying()) return Optional.of(failure(view));
      }
      if (page.lines().isEmpty() && view.filter(TunnelRestart::isActive).isPresent())
        return Optional.empty();
      new CountDownLatch(1).await(PACE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Optional<TunnelView> view(TunnelId id) throws InterruptedException {
    return await(tunnels.views(), VIEW).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private static boolean isNewer(TunnelView now, TunnelView before) {
    return now.state().life().generation() > before.state().life().generation();
  }

  private static boolean isActive(TunnelView view) {
    return view.state() instanceof TunnelState.Active;
  }

  private static Failure failure(Optional<TunnelView> view) {
    var code = view.map(TunnelView::reason).orElse("none");
    return new Failure(
        Reason.of(code).orElse(Reason.UNAVAILABLE), "the new attempt came to no session");
  }

  /** Those that the alert is about; without one, all of the gateway. */
  private List<TunnelView> concerned(Scene scene) throws InterruptedException {
    return await(tunnels.views(), VIEW).stream()
        .filter(view -> view.id().gateway().equals(scene.gateway()))
        .filter(view -> isMeant(scene, view.id()))
        .toList();
  }

  private static boolean isMeant(Scene scene, TunnelId id) {
    return scene.label("tunnel").map(id.name()::equals).orElse(true);
  }

  private static String none(Scene scene) {
    var name = scene.label("tunnel").map(tunnel -> " named " + tunnel).orElse("");
    return scene.gateway() + " has no tunnel" + name;
  }

  private Duration left(Scene scene) {
    var left = Duration.between(time.now(), scene.deadline());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static String text(TraceLog trace) {
    return trace.from(0).lines().stream()
        .map(line -> "%8.3f s  %s".formatted(line.at().toNanos() / 1e9, line.text()))
        .collect(Collectors.joining("\n"));
  }

  private static <T> T await(Future<T> future, Duration patience) throws InterruptedException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new FailedException(Reason.TIMEOUT, "not within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailedException failed) throw failed;
      throw new FailedException(new Failure(Reason.BROKEN, String.valueOf(e.getCause())));
    }
  }
}
