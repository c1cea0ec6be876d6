package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Timer;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a remote forward leads to on our side: looked up and dialled anew for each connection, its
 * addresses in turn, within a deadline for all of it.
 */
final class Destination {
  private static final Logger log = LoggerFactory.getLogger(Destination.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Who wants to get there; hears one of the two once, on the loop. */
  interface Caller {
    void reached(SocketChannel socket);

    void missed(Failure why);
  }

  private final Endpoint at;
  private final Site site;

  Destination(Endpoint at, Site site) {
    this.at = at;
    this.site = site;
  }

  /** On the loop. */
  void dial(Caller caller) {
    var call = new Call(caller);
    if (at.socket().isPresent())
      call.tryEach(List.of(UnixDomainSocketAddress.of(at.socket().orElseThrow())));
    else
      literal()
          .ifPresentOrElse(
              address -> call.tryEach(List.of(new InetSocketAddress(address, at.port()))),
              () -> Thread.ofVirtual().name("tunnel-resolve").start(() -> lookUp(call)));
  }

  private Optional<InetAddress> literal() {
    try {
      return Optional.of(InetAddress.ofLiteral(at.host()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void lookUp(Call call) {
    try {
      var found = InetAddress.getAllByName(at.host());
      var addresses =
          List.of(found).stream()
              .<SocketAddress>map(address -> new InetSocketAddress(address, at.port()))
              .toList();
      site.loop().run(() -> call.tryEach(addresses));
    } catch (UnknownHostException e) {
      site.loop().run(() -> call.failed("no address for " + at.host(), e));
    }
  }

  /** One connection's way there. */
  private final class Call implements Loop.Socket {
    private final Caller caller;
    private final Timer deadline;
    private final Deque<SocketAddress> left = new ArrayDeque<>();
    private @Nullable SocketChannel socket;
    private boolean over;

    Call(Caller caller) {
      this.caller = caller;
      this.deadline = site.time().after(PATIENCE, () -> site.loop().run(this::late));
    }

    void tryEach(List<? extends SocketAddress> addresses) {
      if (over) return;
      left.addAll(addresses);
      tryNext();
    }

    private void tryNext() {
      try {
        if (connects(left.remove())) reached();
      } catch (IOException | RuntimeException e) {
        failed(String.valueOf(e.getMessage()), e);
      }
    }

    /** Whether it stands already. */
    private boolean connects(SocketAddress address) throws IOException {
      var unix = address instanceof UnixDomainSocketAddress;
      var opened = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
      socket = opened;
      opened.configureBlocking(unix); // a unix socket connects at once, or not at all
      if (opened.connect(address)) return true;
      site.loop().watch(opened, SelectionKey.OP_CONNECT, this);
      return false;
    }

    @Override
    public void ready(SelectionKey key) {
      try {
        if (socket instanceof SocketChannel trying && trying.finishConnect()) reached();
      } catch (IOException e) {
        failed(String.valueOf(e.getMessage()), e);
      }
    }

    private void reached() {
      if (over || !(socket instanceof SocketChannel standing)) return;
      end();
      caller.reached(standing);
    }

    private void late() {
      left.clear();
      failed("no answer within " + PATIENCE.toSeconds() + " s", null);
    }

    /** Goes on with the next address, if there is one. */
    private void failed(String words, @Nullable Exception thrown) {
      if (over) return;
      if (socket instanceof SocketChannel trying) close(trying);
      socket = null;
      if (!left.isEmpty()) {
        tryNext();
        return;
      }
      end();
      var reason =
          thrown instanceof ConnectException
              ? Reason.DESTINATION_REFUSED
              : Reason.DESTINATION_UNREACHABLE;
      caller.missed(new Failure(reason, at + ": " + words));
    }

    private void end() {
      over = true;
      deadline.cancel();
    }
  }

  private static void close(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("close failed", e);
    }
  }
}
