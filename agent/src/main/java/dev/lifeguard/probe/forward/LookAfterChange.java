package dev.lifeguard.probe.forward;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.gateway.GatewayEvent.Identified;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.tunnel.ForwardStatus.Listening;
import dev.lifeguard.tunnel.TunnelEvent.ForwardChanged;
import dev.lifeguard.tunnel.TunnelEvent.StateChanged;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelState.Active;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Has forwards looked through as soon as their tunnel has a new session, they listen anew, or the
 * gateway behind them has said who it is: what has changed must not wait for its next turn. Safe
 * for any thread.
 */
public final class LookAfterChange {
  private final Bus bus;
  private volatile List<ForwardTarget> targets = List.of();

  public LookAfterChange(Bus bus) {
    this.bus = bus;
    bus.on(StateChanged.class, this::changed);
    bus.on(ForwardChanged.class, this::changed);
    bus.on(Identified.class, this::identified);
  }

  /** From now on, these are the forwards. */
  public void follow(List<ForwardTarget> now) {
    targets = List.copyOf(now);
  }

  private void changed(StateChanged event) {
    if (event.to() instanceof Active) look(event.tunnel(), _ -> true);
  }

  private void changed(ForwardChanged event) {
    if (event.to() instanceof Listening)
      look(event.tunnel(), target -> target.forward().name().equals(event.forward()));
  }

  private void identified(Identified event) {
    for (var target : targets)
      if (target.tunnel().gateway().equals(event.gateway()))
        bus.publish(new ProbeDue(target.probe(), Duration.ZERO));
  }

  private void look(TunnelId tunnel, Predicate<ForwardTarget> which) {
    for (var target : targets)
      if (target.tunnel().equals(tunnel) && which.test(target))
        bus.publish(new ProbeDue(target.probe(), Duration.ZERO));
  }
}
