package dev.lifeguard.tunnel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * The way from the far side to the local socket. Bytes are written straight from the session's I/O
 * thread; only what the socket does not take is copied, and waits for the loop. The wait is bounded
 * by the channel's window. Safe for those two threads.
 */
final class Outflow {
  private final SocketChannel socket;
  private final SelectionKey key;
  private final Loop loop;
  private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
  private boolean ended;
  private boolean shut;

  Outflow(LocalSocket local) {
    this.socket = local.channel();
    this.key = local.key();
    this.loop = local.loop();
  }

  /** Answers how many bytes have left our memory. */
  synchronized int offer(ByteBuffer bytes) throws IOException {
    var written = waiting.isEmpty() ? socket.write(bytes) : 0;
    if (bytes.hasRemaining()) {
      waiting.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
      loop.want(key, SelectionKey.OP_WRITE);
    }
    return written;
  }

  /** The socket takes bytes again; on the loop. Answers how many have left our memory. */
  synchronized int drain() throws IOException {
    var written = 0;
    while (!waiting.isEmpty()) {
      var head = waiting.peek();
      written += socket.write(head);
      if (head.hasRemaining()) return written;
      waiting.remove();
    }
    loop.wantNoMore(key, SelectionKey.OP_WRITE);
    if (ended) shut();
    return written;
  }

  /** No more will come: the local side is told as soon as it has all. */
  synchronized void end() throws IOException {
    ended = true;
    if (waiting.isEmpty()) shut();
  }

  /** Whether the far side has said that no more will come. */
  synchronized boolean ended() {
    return ended;
  }

  /** Whether the local side has all, and knows that it has. */
  synchronized boolean complete() {
    return shut;
  }

  private void shut() throws IOException {
    if (shut) return;
    shut = true;
    socket.shutdownOutput();
  }
}
