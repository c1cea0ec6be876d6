package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local listening socket, or one per address when it was given as a name. It knows nothing of
 * sessions, and so it outlives them. Used on its loop only.
 */
final class Door {
  private static final Logger log = LoggerFactory.getLogger(Door.class);
  private static final int BACKLOG = 4096;
  private static final int ACCEPTS_PER_TURN = 64;

  /** What opening came to. */
  sealed interface Opening {
    record Opened(Door door) implements Opening {}

    record Refused(Failure why) implements Opening {}
  }

  /** Who is told of what happens at the door; on the loop. */
  interface Porter {
    void came(SocketChannel visitor);

    /** The door is shut: this process is out of file handles. */
    void cannotOpen(IOException why);
  }

  private record Leaf(ServerSocketChannel server, SelectionKey key) {}

  private final Loop loop;
  private final Endpoint at;
  private final List<Leaf> leaves = new ArrayList<>();
  private boolean shut;
  private int port;

  private Door(Loop loop, Endpoint at) {
    this.loop = loop;
    this.at = at;
  }

  /** Resolves nothing but literals and the machine's own names: may be called on the loop. */
  static Opening open(Loop loop, Endpoint at, Porter porter) {
    var door = new Door(loop, at);
    try {
      if (at.socket().isPresent()) return new Opening.Opened(door.unix(porter));
      return new Opening.Opened(door.tcp(porter));
    } catch (IOException e) {
      door.close();
      return new Opening.Refused(failure(at, e));
    }
  }

  /** Where it really listens: with the port, when any would do. */
  Endpoint address() {
    return at.socket().isPresent() ? at : Endpoint.of(at.host(), port);
  }

  /** Leaves further visitors in the kernel's queue, where they wait without being refused. */
  void shut() {
    shut = true;
    leaves.forEach(leaf -> loop.wantNoMore(leaf.key(), SelectionKey.OP_ACCEPT));
  }

  void reopen() {
    if (!shut) return;
    shut = false;
    leaves.forEach(leaf -> loop.want(leaf.key(), SelectionKey.OP_ACCEPT));
  }

  void close() {
    try {
      for (var leaf : leaves) leaf.server().close();
      loop.letGo();
    } catch (IOException e) {
      log.debug("close failed at={}", at, e);
    }
    if (!leaves.isEmpty()) at.socket().ifPresent(path -> Path.of(path).toFile().delete());
    leaves.clear();
  }

  private Door tcp(Porter porter) throws IOException {
    port = at.port();
    for (var address : InetAddress.getAllByName(at.host())) {
      var server = ServerSocketChannel.open();
      listen(server, new InetSocketAddress(address, port), porter);
      port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    }
    return this;
  }

  private Door unix(Porter porter) throws IOException {
    var path = Path.of(at.socket().orElseThrow());
    if (Files.exists(path) && isAbandoned(path)) Files.delete(path);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listen(server, UnixDomainSocketAddress.of(path), porter);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    return this;
  }

  private void listen(ServerSocketChannel server, java.net.SocketAddress address, Porter porter)
      throws IOException {
    try {
      if (address instanceof InetSocketAddress)
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address, BACKLOG);
      var key = loop.watch(server, SelectionKey.OP_ACCEPT, _ -> accept(server, porter));
      leaves.add(new Leaf(server, key));
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void accept(ServerSocketChannel server, Porter porter) {
    try {
      for (int i = 0; i < ACCEPTS_PER_TURN && !shut; i++) {
        var channel = server.accept();
        if (channel == null) return;
        porter.came(channel);
      }
    } catch (IOException e) {
      shut();
      porter.cannotOpen(e);
    }
  }

  /** Left behind by a process that is gone: nobody answers there. */
  private static boolean isAbandoned(Path path) {
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return false;
    } catch (IOException e) {
      return e instanceof java.net.ConnectException;
    }
  }

  private static Failure failure(Endpoint at, IOException e) {
    var detail = at + ": " + e.getMessage();
    if (e instanceof UnknownHostException) return new Failure(Reason.UNRESOLVED, detail);
    if (e instanceof BindException && isTaken(e))
      return new Failure(
          Reason.PORT_TAKEN, at + PortOwner.of(at).map(who -> " is held by " + who).orElse(""));
    return new Failure(Reason.BIND_DENIED, detail);
  }

  // The platform gives no code, only the words of the C library.
  private static boolean isTaken(IOException e) {
    return String.valueOf(e.getMessage()).contains("in use");
  }
}
