package dev.lifeguard.probe;

import dev.lifeguard.time.Time;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Whether this machine has any network at all. Without one, nothing can be said about targets
 * elsewhere. Belongs to one context.
 */
public final class OwnNetwork {
  /** Ten thousand failures in a second ask the kernel once. */
  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  private static final Set<String> HERE = Set.of("localhost", "::1", "[::1]", "");

  private final Time time;
  private long asked;
  private boolean gone;

  public OwnNetwork(Time time) {
    this.time = time;
    this.asked = time.nanos() - REMEMBERED.toNanos();
  }

  /** No interface but loopback is up with an address that leads anywhere. */
  public boolean gone() {
    if (time.since(asked).compareTo(REMEMBERED) < 0) return gone;
    asked = time.nanos();
    gone = ask();
    return gone;
  }

  /** Whether the host, as written, is this machine: reachable whatever the network does. */
  static boolean here(String host) {
    return HERE.contains(host) || host.startsWith("127.");
  }

  private static boolean ask() {
    try {
      for (var card : NetworkInterface.networkInterfaces().toList())
        if (leadsOut(card)) return false;
      return true;
    } catch (SocketException e) {
      return false; // cannot tell: then a failure counts as the target's
    }
  }

  private static boolean leadsOut(NetworkInterface card) throws SocketException {
    List<InetAddress> addresses = card.inetAddresses().toList();
    return !card.isLoopback()
        && card.isUp()
        && addresses.stream().anyMatch(address -> !address.isLinkLocalAddress());
  }
}
