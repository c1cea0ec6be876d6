package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects to a local address, to see who answers there. Blocks: for virtual threads. */
public final class Knock {
  /** Who answered. */
  public sealed interface Answer {
    /** A listener of ours met this very connection. */
    record Ours() implements Answer {}

    /** Somebody took the connection, and it was not us. */
    record Stranger(String who) implements Answer {}

    record Nobody(Failure why) implements Answer {}
  }

  private Knock() {}

  /** Whether anybody takes connections there; empty: yes. */
  static Optional<Failure> reach(Endpoint at, Duration patience) {
    try (var _ = connected(at, patience)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(failure(at, e));
    }
  }

  static SocketChannel connected(Endpoint at, Duration patience) throws IOException {
    if (at.socket().isPresent())
      return SocketChannel.open(UnixDomainSocketAddress.of(at.socket().orElseThrow()));
    var channel = SocketChannel.open();
    try {
      channel.socket().connect(address(at), (int) patience.toMillis());
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether it is one of our listeners that takes connections there. */
  static Answer at(Endpoint at, Knocks knocks, Duration patience) throws InterruptedException {
    try (var channel = SocketChannel.open()) {
      var address = address(at);
      // Whoever connects to an address of this machine comes from that address.
      channel.bind(new InetSocketAddress(address.getAddress(), 0));
      var from = (InetSocketAddress) channel.getLocalAddress();
      var met = knocks.expect(from);
      try {
        channel.socket().connect(address, (int) patience.toMillis());
        met.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        return new Answer.Ours();
      } finally {
        knocks.forget(from);
      }
    } catch (TimeoutException e) {
      return new Answer.Stranger(PortOwner.of(at).orElse("an unknown process"));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      return new Answer.Nobody(failure(at, e));
    }
  }

  private static InetSocketAddress address(Endpoint at) throws UnknownHostException {
    var address = InetAddress.getByName(at.host());
    if (!address.isAnyLocalAddress()) return new InetSocketAddress(address, at.port());
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), at.port());
  }

  static Failure failure(Endpoint at, IOException e) {
    var detail = at + ": " + e.getMessage();
    return switch (e) {
      case SocketTimeoutException _ -> new Failure(Reason.CONNECT_TIMEOUT, detail);
      case NoRouteToHostException _ -> new Failure(Reason.NETWORK_UNREACHABLE, detail);
      case UnknownHostException _ -> new Failure(Reason.UNRESOLVED, detail);
      case ConnectException _ -> new Failure(Reason.REFUSED, detail);
      default -> new Failure(Reason.RESET, detail);
    };
  }
}
