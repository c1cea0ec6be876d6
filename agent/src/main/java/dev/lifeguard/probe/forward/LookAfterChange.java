package dev.lifeguard.probe.forward;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.gateway.GatewayEvent.Identified;
import dev.lifeguard.probe.ProbeEvent.ProbeDue;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.ForwardStatus.Listening;
import dev.lifeguard.tunnel.TunnelEvent.ConnectionCut;
import dev.lifeguard.tunnel.TunnelEvent.ForwardChanged;
import dev.lifeguard.tunnel.TunnelEvent.StateChanged;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelState.Active;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Has forwards looked through as soon as their tunnel has a new session, they listen anew, or the
 * gateway behind them has said who it is: what has changed must not wait for its next turn. Safe
 * for any thread.
 */
public final class LookAfterChange {
  /** A flood of connections is no reason for a flood of looks. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private static final Set<Reason> BEHIND =
      EnumSet.of(
          Reason.DESTINATION_REFUSED, Reason.DESTINATION_UNREACHABLE, Reason.FORWARDING_DENIED);

  private final Bus bus;
  private final Time time;
  private final Map<String, Long> cutAt = new HashMap<>();
  private volatile List<ForwardTarget> targets = List.of();

  public LookAfterChange(Bus bus, Time time) {
    this.bus = bus;
    this.time = time;
    bus.on(StateChanged.class, this::changed);
    bus.on(ForwardChanged.class, this::changed);
    bus.on(Identified.class, this::identified);
    bus.on(ConnectionCut.class, this::cut);
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

  /** A client's connection met with nobody: what is behind the forward is to be known at once. */
  private void cut(ConnectionCut event) {
    var key = event.tunnel() + " " + event.forward();
    var last = cutAt.get(key);
    var now = time.nanos();
    if (!BEHIND.contains(event.why().reason())) return;
    if (last != null && now - last < PAUSE.toNanos()) return;
    cutAt.put(key, now);
    look(event.tunnel(), target -> target.forward().name().equals(event.forward()));
  }

  private void look(TunnelId tunnel, Predicate<ForwardTarget> which) {
    for (var target : targets)
      if (target.tunnel().equals(tunnel) && which.test(target))
        bus.publish(new ProbeDue(target.probe(), Duration.ZERO));
  }
}
