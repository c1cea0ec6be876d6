package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.tunnel.TunnelEvent.ConnectionCut;
import dev.lifeguard.tunnel.TunnelEvent.ConnectionServed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connections of one forward that are under way, counted and told when they end. */
final class Connections {
  private final TunnelId tunnel;
  private final String forward;
  private final Site site;
  private final Counts counts = new Counts();
  private final Map<Relay, Long> underWay = new HashMap<>(); // and when it came; on the loop only

  Connections(TunnelId tunnel, String forward, Site site) {
    this.tunnel = tunnel;
    this.forward = forward;
    this.site = site;
  }

  Counts counts() {
    return counts;
  }

  /** A relay for that local side, under way from now on; on the loop. */
  Relay relay(LocalSocket local) {
    var relay = new Relay(local, counts, this::ended);
    underWay.put(relay, site.time().nanos());
    counts.open.incrementAndGet();
    return relay;
  }

  /** Not under way after all; on the loop. */
  LocalSocket takeBack(Relay relay) {
    if (underWay.remove(relay) != null) counts.open.decrementAndGet();
    return relay.release();
  }

  /** A connection that never got through; from any thread. */
  void lost(Failure why, long since) {
    counts.cut.increment();
    var took = site.time().since(since);
    site.bus().publish(new ConnectionCut(tunnel, forward, why, took, site.time().now()));
  }

  /** On the loop. */
  void cutAll(Failure why) {
    List.copyOf(underWay.keySet()).forEach(relay -> relay.cut(why));
  }

  private void ended(Relay relay, Optional<Failure> why) {
    var since = underWay.remove(relay);
    if (since == null) return;
    counts.open.decrementAndGet();
    why.ifPresentOrElse(failure -> lost(failure, since), () -> served(since));
  }

  private void served(long since) {
    counts.served.increment();
    var took = site.time().since(since);
    site.bus().publish(new ConnectionServed(tunnel, forward, took, site.time().now()));
  }
}
