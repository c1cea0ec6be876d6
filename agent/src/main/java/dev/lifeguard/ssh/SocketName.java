package dev.lifeguard.ssh;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** A socket address as people write it. */
final class SocketName {
  private SocketName() {}

  static String of(InetSocketAddress address) {
    var ip = address.getAddress();
    if (ip == null) return address.getHostString() + ":" + address.getPort();
    var literal = ip.getHostAddress();
    return (ip instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + address.getPort();
  }
}
