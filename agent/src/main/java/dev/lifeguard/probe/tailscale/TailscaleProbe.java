package dev.lifeguard.probe.tailscale;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import dev.lifeguard.probe.ProbeOutcome.Timing;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.List;

/**
 * Says how the tailnet stands, for all gateways that have a way through it: one look for all.
 *
 * @param tellsFor one for each such gateway; never empty
 */
public record TailscaleProbe(
    List<ProbeId> tellsFor, TailnetWays ways, TailnetLook tailnet, Time time)
    implements Probe.Blocking {
  /** The name of this kind of probe. */
  public static final String KIND = "tailscale";

  /** Two questions, each within this. */
  public static final Duration WITHIN = Duration.ofSeconds(4);

  public TailscaleProbe {
    tellsFor = List.copyOf(tellsFor);
  }

  @Override
  public ProbeId id() {
    return tellsFor.getFirst();
  }

  @Override
  public String host() {
    return "tailscale of this machine";
  }

  @Override
  public Duration timeout() {
    return WITHIN.multipliedBy(3);
  }

  @Override
  public List<Reading> blind(String because) {
    return readings(FactValue.unknown(because));
  }

  @Override
  public ProbeOutcome look() throws InterruptedException {
    var start = time.nanos();
    return switch (tailnet.look(ways, time.now())) {
      case TailnetLook.Sight.Blind(var because) ->
          new ProbeOutcome.Unknown(because, Timing.of(time.since(start)), blind(because.detail()));
      case TailnetLook.Sight.Seen(var net, var troubles) ->
          outcome(net, troubles, Timing.of(time.since(start)));
    };
  }

  private ProbeOutcome outcome(Tailnet net, List<TailnetTrouble> troubles, Timing timing) {
    var readings = readings(FactValue.of(net.state()));
    return troubles.stream()
        .flatMap(it -> it.kind().reason().map(why -> new Failure(why, it.evidence())).stream())
        .findFirst()
        .<ProbeOutcome>map(failure -> new ProbeOutcome.Failed(failure, timing, readings))
        .orElseGet(() -> new ProbeOutcome.Passed(timing, readings));
  }

  private List<Reading> readings(FactValue state) {
    return tellsFor.stream()
        .map(id -> new Reading(id.subject(), Fact.TAILNET_STATE, state))
        .toList();
  }
}
