package dev.lifeguard.probe.tcp;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Says what a refused {@code connect} means. Netty's native transport hides the error number in the
 * message, and the JDK's tells it in words only.
 */
final class ConnectFailure {
  private static final Pattern ERRNO = Pattern.compile("error\\(-(\\d+)\\)");

  private ConnectFailure() {}

  static Dialled of(InetSocketAddress address, Throwable thrown) {
    var text = String.valueOf(thrown.getMessage());
    var errno = ERRNO.matcher(text);
    var reason = errno.find() ? byNumber(Integer.parseInt(errno.group(1))) : byType(thrown, text);
    var failure = new Failure(reason, text(address) + ": " + reason.meaning());
    return reason == Reason.EXHAUSTED
        ? new Dialled.NotTried(failure)
        : new Dialled.NotConnected(failure);
  }

  /** As people write it: Java puts a slash before an address. */
  private static String text(InetSocketAddress address) {
    var host = address.getAddress() == null ? address.getHostString() : literal(address);
    return host + ":" + address.getPort();
  }

  private static String literal(InetSocketAddress address) {
    var literal = address.getAddress().getHostAddress();
    return literal.contains(":") ? "[" + literal + "]" : literal;
  }

  /** Linux's numbers: the native transport runs nowhere else. */
  private static Reason byNumber(int errno) {
    return switch (errno) {
      case 111 -> Reason.REFUSED;
      case 110 -> Reason.CONNECT_TIMEOUT;
      case 104 -> Reason.RESET;
      case 12, 23, 24, 99, 105 -> Reason.EXHAUSTED;
      default -> Reason.NETWORK_UNREACHABLE;
    };
  }

  private static Reason byType(Throwable thrown, String text) {
    var words = text.toLowerCase(Locale.ROOT);
    if (words.contains("cannot assign") || words.contains("too many open files"))
      return Reason.EXHAUSTED;
    return switch (thrown) {
      case NoRouteToHostException _ -> Reason.NETWORK_UNREACHABLE;
      case BindException _ -> Reason.EXHAUSTED;
      case ConnectException _ when words.contains("timed out") -> Reason.CONNECT_TIMEOUT;
      case ConnectException _ -> Reason.REFUSED;
      case Throwable _ when words.contains("reset") -> Reason.RESET;
      default -> Reason.NETWORK_UNREACHABLE;
    };
  }
}
