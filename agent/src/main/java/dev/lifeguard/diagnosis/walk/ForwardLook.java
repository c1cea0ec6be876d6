package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.far.FarHost;
import dev.lifeguard.diagnosis.far.GatewaySearch;
import dev.lifeguard.diagnosis.far.ListenerTable;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Phase;
import dev.lifeguard.probe.forward.ForwardProbe;
import dev.lifeguard.probe.forward.ForwardTarget;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Carries bytes through each forward; where that fails, asks over there who listens. Blocks. */
final class ForwardLook {
  private static final Set<Reason> SOMETHING_AMISS_OVER_THERE =
      EnumSet.of(
          Reason.DESTINATION_REFUSED,
          Reason.NOT_A_GATEWAY,
          Reason.RESET,
          Reason.STALLED,
          Reason.GATEWAY_HUNG);

  private static final Set<Reason> MUTE = EnumSet.of(Reason.STALLED, Reason.GATEWAY_HUNG);

  private static final Duration LOOK_UP = Duration.ofSeconds(4);
  private static final Duration GENEROUS = Duration.ofSeconds(5);
  private static final Duration MORE_PATIENCE = Duration.ofSeconds(10);
  private static final long STEP_MILLIS = 10;

  private final Means means;
  private final Duration patience;

  ForwardLook(Means means, Duration patience) {
    this.means = means;
    this.patience = patience;
  }

  boolean look(Notebook notebook, Way.Carried tunnel, Optional<SshSession> session)
      throws InterruptedException {
    if (!tunnel.standing()) bringUp(tunnel);
    for (var target : ordered(tunnel)) {
      var outcome = probe(target, patience).look();
      switch (outcome) {
        case ProbeOutcome.Passed(var timing, _) -> passed(notebook, target, timing.phases());
        case ProbeOutcome.Failed(var failure, _, _) -> {
          failed(notebook, target, failure, session);
          return false;
        }
        case ProbeOutcome.Unknown(var because, _, _) ->
            notebook.unknown(PathLayer.FORWARD, name(target), because.toString());
      }
    }
    return true;
  }

  private ForwardProbe probe(ForwardTarget target, Duration within) {
    return new ForwardProbe(target, within, means.forwards());
  }

  /** The forward to the gateway first: the others matter less. */
  private static List<ForwardTarget> ordered(Way.Carried tunnel) {
    return ForwardTarget.of(tunnel.id(), tunnel.walked()).stream()
        .sorted(
            java.util.Comparator.comparing(target -> target.forward().expect() != Expect.GATEWAY))
        .toList();
  }

  /** Its session is the one that is open already, so that this takes milliseconds. */
  private void bringUp(Way.Carried tunnel) throws InterruptedException {
    Waiting.on(
        means
            .tunnels()
            .reconcile(Map.of(tunnel.id(), tunnel.walked()))
            .toCompletionStage()
            .toCompletableFuture(),
        patience);
    if (tunnel.walked() instanceof TunnelSettings.External) return;
    var until = means.time().nanos() + patience.toNanos();
    while (means.time().nanos() < until && !isActive(tunnel))
      new CountDownLatch(1).await(STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private boolean isActive(Way.Carried tunnel) throws InterruptedException {
    var views =
        Waiting.on(means.tunnels().views().toCompletionStage().toCompletableFuture(), patience);
    return views.orElse(List.of()).stream()
        .anyMatch(
            view -> view.id().equals(tunnel.id()) && view.state() instanceof TunnelState.Active);
  }

  private static void passed(Notebook notebook, ForwardTarget target, List<Phase> phases) {
    var note =
        name(target)
            + ", "
            + phases.stream()
                .map(it -> it.name() + " " + Thresholds.length(it.took().toNanos() / 1e9))
                .collect(Collectors.joining(", "));
    notebook.passed(PathLayer.FORWARD, Fact.FORWARD_BIND_SUCCESS_RATE, FactValue.of(1.0), note);
  }

  private void failed(
      Notebook notebook, ForwardTarget target, Failure failure, Optional<SshSession> session)
      throws InterruptedException {
    notebook.failed(PathLayer.FORWARD, name(target), failure);
    name(notebook, target);
    if (MUTE.contains(failure.reason())) tryPatiently(notebook, target);
    if (session.isEmpty() || target.forward().direction() == Direction.REMOTE) return;
    if (!SOMETHING_AMISS_OVER_THERE.contains(failure.reason())) return;
    if (target.forward().expect() == Expect.GATEWAY) whoListens(notebook, target, session.get());
  }

  private static void name(Notebook notebook, ForwardTarget target) {
    var forward = target.forward();
    notebook.name("local-port", Integer.toString(forward.local().port()));
    notebook.name("remote-host", forward.remote().host());
    notebook.name("remote-port", Integer.toString(forward.remote().port()));
  }

  private void tryPatiently(Notebook notebook, ForwardTarget target) throws InterruptedException {
    if (patience.compareTo(GENEROUS) >= 0) return;
    if (probe(target, MORE_PATIENCE).look() instanceof ProbeOutcome.Passed(var timing, _))
      notebook.sign(
          new Sign.SlowerThanAllowed(
              "an answer through the forward", "probes.forward.timeout", patience, timing.took()));
  }

  private void whoListens(Notebook notebook, ForwardTarget target, SshSession session)
      throws InterruptedException {
    var table = new FarHost.Remote(session).run(ListenerTable.COMMAND, LOOK_UP);
    notebook.command(table);
    var listeners = ListenerTable.read(table.output());
    if (listeners.isEmpty()) return; // nothing could be run there: nothing is known
    if (means.forwards().known().knows(target.tunnel().gateway()))
      notebook.sign(new Sign.AnsweredBefore("its identity is kept from an earlier time"));
    notebook.sign(
        new GatewaySearch(session, means.time(), LOOK_UP)
            .search(listeners, target.forward().remote().port()));
  }

  private static String name(ForwardTarget target) {
    var forward = target.forward();
    return forward.direction() == Direction.LOCAL
        ? "forward " + forward.local() + " -> " + forward.remote()
        : "remote forward " + forward.remote() + " -> " + forward.local();
  }
}
