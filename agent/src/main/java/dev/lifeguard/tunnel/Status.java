package dev.lifeguard.tunnel;

import dev.lifeguard.tunnel.TunnelEvent.ForwardChanged;

/** A forward's status, told at each change. Written by one thread, read by any. */
final class Status {
  private final TunnelId tunnel;
  private final String forward;
  private final Site site;
  private volatile ForwardStatus current = new ForwardStatus.Closed();

  Status(TunnelId tunnel, String forward, Site site) {
    this.tunnel = tunnel;
    this.forward = forward;
    this.site = site;
  }

  ForwardStatus current() {
    return current;
  }

  void becomes(ForwardStatus next) {
    var before = current;
    if (next.equals(before)) return;
    current = next;
    site.bus().publish(new ForwardChanged(tunnel, forward, before, next, site.time().now()));
  }
}
