package dev.lifeguard.app;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.path.Paths;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import dev.lifeguard.probe.tcp.TcpProbe;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at the first hop of the path in use: one that is not used must raise no alert about the
 * gateway.
 *
 * @param byPath in order; a path whose first hop is not known is left out
 */
record CurrentHop(ProbeId id, Duration timeout, Map<String, TcpProbe> byPath, Paths paths)
    implements Probe.Async {

  @Override
  public String host() {
    return current().map(TcpProbe::host).orElse(id.subject().gateway());
  }

  @Override
  public Look look(Consumer<ProbeOutcome> answer) {
    return current().map(probe -> probe.look(answer)).orElseGet(() -> unknown(answer));
  }

  @Override
  public List<Reading> blind(String because) {
    return List.of(new Reading(id.subject(), Fact.TCP_LATENCY, FactValue.unknown(because)));
  }

  private Optional<TcpProbe> current() {
    return paths
        .inUse(id.subject().gateway())
        .flatMap(path -> Optional.ofNullable(byPath.get(path)));
  }

  private Look unknown(Consumer<ProbeOutcome> answer) {
    var because = new Failure(Reason.NOT_SUPPORTED, "a command dials on the path in use");
    var timing = ProbeOutcome.Timing.of(Duration.ZERO);
    answer.accept(new ProbeOutcome.Unknown(because, timing, blind(because.detail())));
    return () -> {};
  }
}
