package dev.lifeguard.tunnel;

import dev.lifeguard.ssh.SshChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way from the local socket to the far side. While one buffer is being sent the next one is
 * read, and no more: a far side that does not take bytes stops the reading. Reads on the loop,
 * sends from the loop or from where the last send completed.
 */
final class Inflow {
  private final SocketChannel socket;
  private final SelectionKey key;
  private final Loop loop;
  private final SshChannel channel;
  private final LongAdder carried;
  private boolean sending;
  private boolean ended;
  private @Nullable ByteBuffer next;

  Inflow(LocalSocket local, SshChannel channel, LongAdder carried) {
    this.socket = local.channel();
    this.key = local.key();
    this.loop = local.loop();
    this.channel = channel;
    this.carried = carried;
  }

  void start() {
    loop.want(key, SelectionKey.OP_READ);
  }

  /** The socket has bytes, or its end; on the loop. */
  void read() throws IOException {
    if (full()) return;
    var buffer = loop.takeBuffer();
    var count = readInto(buffer);
    if (count > 0) pass(buffer.flip());
    else loop.giveBack(buffer);
    if (count < 0) end();
  }

  synchronized boolean ended() {
    return ended;
  }

  private int readInto(ByteBuffer buffer) throws IOException {
    try {
      return socket.read(buffer);
    } catch (IOException e) {
      loop.giveBack(buffer);
      throw e;
    }
  }

  // What is watched for is changed under the lock that holds its cause: else a late change here
  // could undo the one that a send made meanwhile, and nobody would ever read again.
  private synchronized boolean full() {
    var full = next != null || ended;
    if (full) loop.wantNoMore(key, SelectionKey.OP_READ);
    return full;
  }

  private void pass(ByteBuffer buffer) {
    synchronized (this) {
      if (sending) {
        next = buffer;
        loop.wantNoMore(key, SelectionKey.OP_READ);
        return;
      }
      sending = true;
    }
    send(buffer);
  }

  // Never while holding our lock: sending takes locks of the session, which calls back under them.
  private void send(ByteBuffer buffer) {
    carried.add(buffer.remaining());
    channel.write(buffer).whenComplete((_, failure) -> sent(buffer, failure == null));
  }

  private void sent(ByteBuffer buffer, boolean well) {
    loop.giveBack(buffer);
    if (!well) return; // the channel has ended, and its receiver hears of it
    ByteBuffer following;
    boolean last;
    synchronized (this) {
      following = next;
      next = null;
      sending = following != null;
      last = ended;
      if (!last) loop.want(key, SelectionKey.OP_READ);
    }
    if (following != null) send(following);
    else if (last) channel.eof();
  }

  private void end() {
    boolean now;
    synchronized (this) {
      loop.wantNoMore(key, SelectionKey.OP_READ);
      ended = true;
      now = !sending; // else the end follows the bytes, see above
    }
    if (now) channel.eof();
  }
}
