package dev.lifeguard.tunnel;

import dev.lifeguard.bus.Event;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.time.Instant;

/** What happens to tunnels, told once: metrics, log, console and timelines listen. */
public sealed interface TunnelEvent extends Event {
  TunnelId tunnel();

  Instant at();

  /** The session's state is another one, or the same one with a session of a later generation. */
  record StateChanged(TunnelId tunnel, TunnelState from, TunnelState to, Instant at)
      implements TunnelEvent {}

  /** An attempt to get a session failed; the next one follows after the pause. */
  record AttemptFailed(TunnelId tunnel, Failure why, int failures, Duration pause, Instant at)
      implements TunnelEvent {}

  record ForwardChanged(
      TunnelId tunnel, String forward, ForwardStatus from, ForwardStatus to, Instant at)
      implements TunnelEvent {}

  /** The standby session came or went. */
  record StandbyChanged(TunnelId tunnel, Standby standby, Instant at) implements TunnelEvent {}

  /** A connection came to its end as both sides wished. */
  record ConnectionServed(TunnelId tunnel, String forward, Duration took, Instant at)
      implements TunnelEvent {}

  /** A connection was cut, or never got through. */
  record ConnectionCut(TunnelId tunnel, String forward, Failure why, Duration took, Instant at)
      implements TunnelEvent {}

  /** No longer configured. */
  record Removed(TunnelId tunnel, Instant at) implements TunnelEvent {}
}
