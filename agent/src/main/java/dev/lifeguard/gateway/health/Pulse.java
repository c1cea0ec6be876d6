package dev.lifeguard.gateway.health;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayState;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state as it is told: raw at once, settled after its grace, each change as one event. */
final class Pulse {
  private static final Logger log = LoggerFactory.getLogger(Pulse.class);

  private final Teller teller;
  private Settling settling = Settling.UNSEEN;
  private Optional<Evidence> evidence = Optional.empty();

  Pulse(Teller teller) {
    this.teller = teller;
  }

  Optional<Evidence> evidence() {
    return evidence;
  }

  Optional<GatewayState> status() {
    return settling.status();
  }

  /** Whether the state is another than before. */
  boolean see(Evidence now) {
    var before = evidence.map(Evidence::state);
    evidence = Optional.of(now);
    var changed = !before.equals(Optional.of(now.state()));
    if (changed) announce(before, now);
    settle();
    if (changed) tell();
    return changed;
  }

  private void announce(Optional<GatewayState> before, Evidence now) {
    log.info(
        "gateway state gateway={} from={} to={} reason={} seen=\"{}\"",
        teller.gateway(),
        before.map(GatewayState::code).orElse("unseen"),
        now.state(),
        now.reason(),
        now.seen());
    teller.event(at -> new GatewayEvent.StateChanged(teller.gateway(), before, now, at));
  }

  /** Graces run out without anything being seen. */
  void settle() {
    if (evidence.isEmpty()) return;
    var before = settling.status();
    settling = settling.next(evidence.get().state(), teller.nanos());
    if (settling.status().equals(before) || settling.status().isEmpty()) return;
    var now = settling.status().get();
    log.info(
        "gateway status gateway={} from={} to={}",
        teller.gateway(),
        before.map(GatewayState::code).orElse("unseen"),
        now);
    teller.event(at -> new GatewayEvent.StatusChanged(teller.gateway(), before, now, at));
    tell();
  }

  /** Told at every look, so that silence means that nobody looks. */
  void tell() {
    if (evidence.isEmpty()) return;
    teller.fact(Fact.GATEWAY_STATE, FactValue.of(evidence.get().state().code()));
    teller.fact(Fact.GATEWAY_REASON, FactValue.of(evidence.get().reason()));
    teller.fact(
        Fact.GATEWAY_STATUS,
        settling
            .status()
            .map(status -> FactValue.of(status.code()))
            .orElseGet(() -> FactValue.unknown("not settled yet: " + evidence.get().state())));
  }
}
