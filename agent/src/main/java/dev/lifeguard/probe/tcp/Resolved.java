package dev.lifeguard.probe.tcp;

import dev.lifeguard.reason.Failure;
import java.net.InetAddress;
import java.util.List;

/** What the resolver said to a name. */
sealed interface Resolved {
  /**
   * Its addresses, in the resolver's order.
   *
   * @param remembered the resolver failed, and these are the name's last good ones
   */
  record Found(List<InetAddress> addresses, boolean remembered) implements Resolved {
    public Found {
      addresses = List.copyOf(addresses);
    }
  }

  /** There is no such name: the target is misnamed, or gone. */
  record NoSuchName(Failure failure) implements Resolved {}

  /** The resolver itself failed, and the name was never resolved before. */
  record ResolverFailed(Failure because) implements Resolved {}
}
