package dev.lifeguard.probe.tcp;

import dev.lifeguard.bus.Event;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.reason.Failure;
import java.time.Instant;
import java.util.List;

/** What TCP looks see beside their outcome. */
public sealed interface TcpEvent extends Event {
  /**
   * A connection stood, and this is how it came about.
   *
   * @param remembered the resolver failed, and the last good address of the name was used
   */
  record TcpConnected(
      List<ProbeId> ids, Dialled.Connected connected, boolean remembered, Instant at)
      implements TcpEvent {
    public TcpConnected {
      ids = List.copyOf(ids);
    }
  }

  /** This machine's resolver does not answer: one matter for all names. Told once. */
  record ResolverLost(Failure because, Instant at) implements TcpEvent {}

  /** The resolver answers again. */
  record ResolverBack(Instant at) implements TcpEvent {}
}
