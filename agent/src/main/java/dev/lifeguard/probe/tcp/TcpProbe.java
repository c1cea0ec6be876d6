package dev.lifeguard.probe.tcp;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks whether a TCP connection to the first hop stands, for all who share that hop. Calls back
 * instead of blocking, because it is the probe of which there are most.
 */
public record TcpProbe(List<ProbeId> tellsFor, TcpTarget target, Duration timeout, Tcp tcp)
    implements Probe.Async {
  public TcpProbe {
    tellsFor = List.copyOf(tellsFor);
  }

  @Override
  public ProbeId id() {
    return tellsFor.getFirst();
  }

  @Override
  public String host() {
    return target.host();
  }

  @Override
  public Look look(Consumer<ProbeOutcome> answer) {
    return TcpLook.begin(this, answer);
  }

  @Override
  public List<Reading> blind(String because) {
    return latency(FactValue.unknown(because));
  }

  List<Reading> latency(FactValue value) {
    return tellsFor.stream().map(id -> new Reading(id.subject(), Fact.TCP_LATENCY, value)).toList();
  }
}
