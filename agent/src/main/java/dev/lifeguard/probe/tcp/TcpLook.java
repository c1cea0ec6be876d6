package dev.lifeguard.probe.tcp;

import dev.lifeguard.fact.FactValue;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Failed;
import dev.lifeguard.probe.ProbeOutcome.Passed;
import dev.lifeguard.probe.ProbeOutcome.Phase;
import dev.lifeguard.probe.ProbeOutcome.Timing;
import dev.lifeguard.probe.ProbeOutcome.Unknown;
import dev.lifeguard.probe.tcp.TcpEvent.TcpConnected;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One look of a TCP probe: first the name, then the connection, each timed apart. */
final class TcpLook implements Probe.Look {
  private final TcpProbe probe;
  private final Consumer<ProbeOutcome> answer;
  private final long begun;
  private Duration resolve = Duration.ZERO;
  private boolean remembered;
  private boolean answered;
  private Probe.Look dialling = this::unresolved;

  private TcpLook(TcpProbe probe, Consumer<ProbeOutcome> answer) {
    this.probe = probe;
    this.answer = answer;
    this.begun = probe.tcp().time.nanos();
  }

  static Probe.Look begin(TcpProbe probe, Consumer<ProbeOutcome> answer) {
    var look = new TcpLook(probe, answer);
    probe
        .target()
        .literal()
        .ifPresentOrElse(
            look::connect, () -> probe.tcp().names.resolve(probe.target().host(), look::resolved));
    return look;
  }

  @Override
  public void end() {
    dialling.end();
  }

  private void resolved(Resolved resolved) {
    if (answered) return;
    resolve = took();
    switch (resolved) {
      case Resolved.Found found -> choose(found);
      case Resolved.NoSuchName(var failure) -> failed(failure);
      case Resolved.ResolverFailed(var because) -> unknown(because);
    }
  }

  private void choose(Resolved.Found found) {
    remembered = found.remembered();
    var family = probe.target().family();
    found.addresses().stream()
        .filter(family::covers)
        .findFirst()
        .ifPresentOrElse(
            this::connect,
            () -> failed(new Failure(Reason.UNRESOLVED, "the name has no " + family + " address")));
  }

  private void connect(InetAddress address) {
    dialling =
        probe
            .tcp()
            .dial
            .connect(new InetSocketAddress(address, probe.target().port()), this::dialled);
  }

  private void dialled(Dialled dialled) {
    switch (dialled) {
      case Dialled.Connected connected -> connected(connected);
      case Dialled.NotConnected(var failure) -> failed(failure);
      case Dialled.NotTried(var because) -> unknown(because);
    }
  }

  private void connected(Dialled.Connected connected) {
    var tcp = probe.tcp();
    tcp.bus.publish(new TcpConnected(probe.tellsFor(), connected, remembered, tcp.time.now()));
    var phases = List.of(new Phase("resolve", resolve), new Phase("connect", connected.latency()));
    var readings = probe.latency(FactValue.of(connected.latency()));
    answer(new Passed(new Timing(resolve.plus(connected.latency()), phases), readings));
  }

  /** No answer counts as infinitely slow. */
  private void failed(Failure failure) {
    answer(new Failed(failure, timing(), probe.latency(FactValue.of(Double.POSITIVE_INFINITY))));
  }

  private void unknown(Failure because) {
    answer(new Unknown(because, timing(), probe.blind(because.reason().meaning())));
  }

  private void unresolved() {
    unknown(new Failure(Reason.UNRESOLVED, "the resolver does not answer"));
  }

  private Timing timing() {
    return new Timing(took(), List.of(new Phase("resolve", resolve)));
  }

  private Duration took() {
    return probe.tcp().time.since(begun);
  }

  private void answer(ProbeOutcome outcome) {
    if (answered) return;
    answered = true;
    answer.accept(outcome);
  }
}
