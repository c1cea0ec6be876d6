package dev.lifeguard.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A local connection, watched by its loop from the beginning, at first without interest. */
record LocalSocket(SocketChannel channel, SelectionKey key, Loop loop, InetSocketAddress peer) {
  private static final Logger log = LoggerFactory.getLogger(LocalSocket.class);
  private static final InetSocketAddress UNNAMED = InetSocketAddress.createUnresolved("unix", 0);

  /** On the loop. */
  static LocalSocket of(SocketChannel channel, Loop loop) throws IOException {
    var peer = UNNAMED;
    if (channel.getRemoteAddress() instanceof InetSocketAddress address) {
      peer = address;
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return new LocalSocket(channel, loop.watch(channel, 0, _ -> {}), loop, peer);
  }

  /** From any thread. */
  void wantReading() {
    loop.want(key, SelectionKey.OP_READ);
  }

  /** From any thread. */
  void wantNoReading() {
    loop.wantNoMore(key, SelectionKey.OP_READ);
  }

  /** What is written already is still delivered. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("close failed peer={}", peer, e);
    }
  }

  /**
   * The peer learns that something went wrong, instead of taking silence or an end for the truth.
   */
  void reset() {
    try {
      if (peer != UNNAMED) channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("no reset possible peer={}", peer, e);
    }
    close();
  }

  static boolean isUnix(SocketChannel channel) throws IOException {
    return channel.getLocalAddress() == null
        || StandardProtocolFamily.UNIX.name().equals(channel.getLocalAddress().toString());
  }
}
