package dev.lifeguard.probe.tcp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Where to connect to: a name or a literal address, and of a name's addresses which family. A
 * family is chosen and kept to, so that one that works does not hide one that is broken.
 */
public record TcpTarget(String host, int port, Family family) {
  /** Which of a name's addresses may be used. */
  public enum Family {
    /** The first address that the resolver names. */
    ANY,
    IPV4,
    IPV6;

    boolean covers(InetAddress address) {
      return switch (this) {
        case ANY -> true;
        case IPV4 -> address instanceof Inet4Address;
        case IPV6 -> !(address instanceof Inet4Address);
      };
    }
  }

  public TcpTarget {
    host = unbracketed(host.toLowerCase(Locale.ROOT));
  }

  public static TcpTarget of(String host, int port) {
    return new TcpTarget(host, port, Family.ANY);
  }

  /** The address that the host is written as; empty for a name. */
  Optional<InetAddress> literal() {
    var first = host.isEmpty() ? ' ' : host.charAt(0);
    if (!Character.isDigit(first) && host.indexOf(':') < 0) return Optional.empty();
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a name may begin with a digit
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
