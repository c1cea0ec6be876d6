package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.far.FarHost;
import dev.lifeguard.diagnosis.far.ListenerTable;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Phase;
import dev.lifeguard.probe.tcp.TcpProbe;
import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Whether the first hop takes TCP connections, and how quickly. Blocks. */
final class NetworkLook {
  /** Who needs longer than this has other troubles than our time limit. */
  private static final Duration MOST_PATIENT = Duration.ofSeconds(8);

  private final Means means;
  private final Duration patience;

  NetworkLook(Means means, Duration patience) {
    this.means = means;
    this.patience = patience;
  }

  boolean look(Notebook notebook, TcpTarget target) throws InterruptedException {
    var outcome = dial(target, patience);
    switch (outcome) {
      case ProbeOutcome.Passed(var timing, _) -> {
        var latency = FactValue.of(timing.phases().getLast().took());
        notebook.passed(
            PathLayer.NETWORK, Fact.TCP_LATENCY, latency, target + ", " + text(timing.phases()));
        return true;
      }
      case ProbeOutcome.Failed(var failure, _, _) -> failed(notebook, target, failure);
      case ProbeOutcome.Unknown(var because, _, _) -> unknown(notebook, target, because);
    }
    return false;
  }

  /** Whether somebody takes connections there, once. */
  boolean answers(TcpTarget target) {
    try {
      return dial(target, Duration.ofSeconds(1)) instanceof ProbeOutcome.Passed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ProbeOutcome dial(TcpTarget target, Duration within) throws InterruptedException {
    var answer = new CompletableFuture<ProbeOutcome>();
    var id = new ProbeId(Subject.gateway("diagnosis"), "tcp");
    means
        .context()
        .runOnContext(
            _ -> {
              var look =
                  new TcpProbe(List.of(id), target, within, means.tcp()).look(answer::complete);
              end(look, within, answer);
            });
    return Waiting.on(answer, within.plusSeconds(3))
        .orElseGet(
            () ->
                new ProbeOutcome.Failed(
                    new Failure(Reason.CONNECT_TIMEOUT, "no answer from " + target),
                    ProbeOutcome.Timing.of(within),
                    List.of()));
  }

  private void end(Probe.Look look, Duration within, CompletableFuture<ProbeOutcome> answer) {
    var timer = means.time().after(within, () -> means.context().runOnContext(_ -> look.end()));
    answer.thenRun(timer::cancel);
  }

  private void failed(Notebook notebook, TcpTarget target, Failure failure)
      throws InterruptedException {
    notebook.failed(PathLayer.NETWORK, "tcp " + target, failure);
    if (failure.reason() == Reason.REFUSED) loopbackOnly(notebook, target);
    if (failure.reason() == Reason.CONNECT_TIMEOUT) tryPatiently(notebook, target);
  }

  /** The resolver itself failed, or a connection was not tried. */
  private static void unknown(Notebook notebook, TcpTarget target, Failure because) {
    switch (because.reason()) {
      case UNRESOLVED -> {
        notebook.sign(new Sign.ResolverDead(because.detail()));
        notebook.failed(PathLayer.NETWORK, "tcp " + target, because);
      }
      case EXHAUSTED -> notebook.failed(PathLayer.MACHINE, "tcp " + target, because);
      default -> notebook.unknown(PathLayer.NETWORK, "tcp " + target, because.toString());
    }
  }

  /** The server is this very machine: then its own table says where it listens. */
  private void loopbackOnly(Notebook notebook, TcpTarget target) throws InterruptedException {
    if (!isThisMachine(target.host())) return;
    var table =
        new FarHost.Here()
            .run("cat /proc/net/tcp /proc/net/tcp6 2>/dev/null", Duration.ofSeconds(2));
    var listening =
        ListenerTable.read(table.output()).stream()
            .filter(it -> it.port() == target.port())
            .map(it -> it.address() + ":" + it.port())
            .toList();
    var loopback = listening.stream().allMatch(it -> it.startsWith("127.") || it.startsWith("::1"));
    if (listening.isEmpty() || !loopback) return;
    notebook.command(table);
    notebook.sign(
        new Sign.LoopbackOnly(
            target.toString(), String.join(" and ", listening) + " is listened on"));
  }

  private static boolean isThisMachine(String host) {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(host)) != null;
    } catch (SocketException | IllegalArgumentException e) {
      return false; // a name, or no answer: then it is somebody else
    }
  }

  private void tryPatiently(Notebook notebook, TcpTarget target) throws InterruptedException {
    if (patience.compareTo(Duration.ofSeconds(3)) >= 0) return; // nobody needs that long
    var longer = patience.multipliedBy(10);
    var most = longer.compareTo(MOST_PATIENT) > 0 ? MOST_PATIENT : longer;
    if (dial(target, most) instanceof ProbeOutcome.Passed(var timing, _)
        && timing.took().compareTo(patience) > 0)
      notebook.sign(
          new Sign.SlowerThanAllowed(
              "a TCP connection to " + target, "probes.tcp.timeout", patience, timing.took()));
  }

  private static String text(List<Phase> phases) {
    return phases.stream()
        .map(it -> it.name() + " " + Thresholds.length(it.took().toNanos() / 1e9))
        .collect(Collectors.joining(", "));
  }
}
