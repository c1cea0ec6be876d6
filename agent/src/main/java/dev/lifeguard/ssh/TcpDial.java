package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.ResolvedTarget.AddressFamily;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens one TCP connection to a server, trying its addresses in turn, one more each second: of
 * several under way the first that opens is taken. Runs on a thread that may wait.
 */
final class TcpDial {
  private static final Duration ONE_MORE = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 8;

  /** Where to dial: looked up for each try. */
  @FunctionalInterface
  interface Addresses {
    List<InetSocketAddress> now() throws InterruptedException;
  }

  /** One attempt's end: a socket, or why there is none. */
  private record Attempt(
      InetSocketAddress address, SocketChannel socket, @Nullable IOException failed) {}

  private final IoLoop loop;
  private final Duration timeout;
  private final Optional<String> bindAddress;
  private final BlockingQueue<Attempt> ends = new LinkedBlockingQueue<>();
  private final List<SocketChannel> underWay = new ArrayList<>();

  TcpDial(IoLoop loop, Duration timeout, Optional<String> bindAddress) {
    this.loop = loop;
    this.timeout = timeout;
    this.bindAddress = bindAddress;
  }

  /** Those addresses of a name that may be dialled, in the resolver's order. */
  static List<InetAddress> ofFamily(List<InetAddress> addresses, AddressFamily family) {
    return addresses.stream()
        .filter(
            address ->
                switch (family) {
                  case ANY -> true;
                  case INET -> address instanceof Inet4Address;
                  case INET6 -> !(address instanceof Inet4Address);
                })
        .toList();
  }

  /** Tries each address once. Fails with REFUSED, CONNECT_TIMEOUT, NETWORK_UNREACHABLE, RESET. */
  SocketChannel dial(List<InetSocketAddress> addresses) throws InterruptedException {
    var patience = Patience.of(timeout);
    var failure = Optional.<Failure>empty();
    try {
      for (var next = 0; ; ) {
        if (next < addresses.size()) start(addresses.get(next++));
        var end = patience.poll(ends, next < addresses.size() ? ONE_MORE : timeout);
        if (end.isPresent() && end.get().failed() == null) return taken(end.get());
        if (end.isPresent()) failure = Optional.of(failure(end.get()));
        if (next == addresses.size() && underWay.isEmpty() && failure.isPresent())
          throw new FailedException(failure.get());
        if (patience.isOver()) throw new FailedException(timedOut(addresses));
      }
    } finally {
      underWay.forEach(TcpDial::close);
    }
  }

  /**
   * Tries again each second until one opens or the thread is interrupted: whatever the outage, the
   * first socket that opens carries the handshake.
   *
   * @param addresses asked before each try, because names change; may fail with UNRESOLVED
   * @param refused hears of each try that failed
   */
  SocketChannel knock(Addresses addresses, Consumer<Failure> refused) throws InterruptedException {
    try {
      for (var round = 0; ; round++) {
        var pause = System.nanoTime() + ONE_MORE.toNanos();
        try {
          var known = addresses.now();
          if (underWay.size() >= MOST_AT_ONCE) abandonOldest(known, refused);
          start(known.get(round % known.size()));
        } catch (FailedException e) {
          refused.accept(e.failure());
        }
        var opened = opened(pause, refused);
        if (opened.isPresent()) return opened.get();
      }
    } finally {
      underWay.forEach(TcpDial::close);
    }
  }

  private Optional<SocketChannel> opened(long until, Consumer<Failure> refused)
      throws InterruptedException {
    for (var wait = ONE_MORE.toNanos(); wait > 0; wait = until - System.nanoTime()) {
      var end = ends.poll(wait, TimeUnit.NANOSECONDS);
      if (end == null) return Optional.empty();
      if (end.failed() == null) return Optional.of(taken(end));
      if (underWay.contains(end.socket())) refused.accept(failure(end));
    }
    return Optional.empty();
  }

  private void abandonOldest(List<InetSocketAddress> known, Consumer<Failure> refused) {
    close(underWay.removeFirst());
    refused.accept(timedOut(known));
  }

  private SocketChannel taken(Attempt end) {
    underWay.remove(end.socket());
    return end.socket();
  }

  private Failure failure(Attempt end) {
    underWay.remove(end.socket());
    close(end.socket());
    return failure(end.address(), end.failed());
  }

  private void start(InetSocketAddress address) {
    var socket = open();
    underWay.add(socket);
    try {
      if (bindAddress.isPresent()) socket.bind(new InetSocketAddress(bindAddress.get(), 0));
      if (socket.connect(address)) ends.add(new Attempt(address, socket, null));
      else loop.register(socket, SelectionKey.OP_CONNECT, key -> connectable(key, address));
    } catch (IOException e) {
      ends.add(new Attempt(address, socket, e));
    }
  }

  private void connectable(SelectionKey key, InetSocketAddress address) {
    var socket = (SocketChannel) key.channel();
    try {
      if (!socket.finishConnect()) return;
      IoLoop.ignore(key, SelectionKey.OP_CONNECT);
      ends.add(new Attempt(address, socket, null));
    } catch (IOException e) {
      ends.add(new Attempt(address, socket, e));
    }
  }

  private static SocketChannel open() {
    try {
      var socket = SocketChannel.open();
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return socket;
    } catch (IOException e) {
      throw new FailedException(Reason.NETWORK_UNREACHABLE, "no socket: " + e.getMessage());
    }
  }

  private static void close(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Failure timedOut(List<InetSocketAddress> addresses) {
    return new Failure(
        Reason.CONNECT_TIMEOUT,
        "no answer from " + shown(addresses.getLast()) + " within " + timeout.toSeconds() + " s");
  }

  static Failure failure(InetSocketAddress address, @Nullable IOException failed) {
    var words = String.valueOf(failed == null ? "" : failed.getMessage());
    return new Failure(
        reason(failed, words.toLowerCase(Locale.ROOT)), shown(address) + ": " + words);
  }

  /** The types are coarse: of a ConnectException only the system's words say which it is. */
  private static Reason reason(@Nullable IOException failed, String words) {
    return switch (failed) {
      case NoRouteToHostException _ -> Reason.NETWORK_UNREACHABLE;
      case ConnectException _ when words.contains("timed out") -> Reason.CONNECT_TIMEOUT;
      case ConnectException _ -> Reason.REFUSED;
      case SocketException _ when words.contains("reset") -> Reason.RESET;
      case null, default -> Reason.NETWORK_UNREACHABLE;
    };
  }

  private static String shown(InetSocketAddress address) {
    return SocketName.of(address);
  }
}
