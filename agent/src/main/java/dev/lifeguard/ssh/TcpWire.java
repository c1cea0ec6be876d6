package dev.lifeguard.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An SSH connection on a socket. Packets are written by the thread that made them, as far as the
 * socket takes them, and by the loop from there on.
 */
final class TcpWire extends Wire implements IoLoop.Ready {
  /** What the session digests in one go: it moves the rest of it once for every packet inside. */
  private static final int BITE = 64 * 1024;

  private static final int AT_ONCE = 16;

  /** So many reads a session takes to log in and to open its first channels, and some more. */
  private static final int ACKNOWLEDGED_AT_ONCE = 100;

  private final SocketChannel socket;
  private final IoLoop loop;
  private final Packets outgoing = new Packets();
  private final ByteBuffer[] batch = new ByteBuffer[AT_ONCE];
  private volatile @Nullable SelectionKey key;
  private volatile boolean full;
  private volatile boolean inline;

  TcpWire(SocketChannel socket, InetSocketAddress peer, IoLoop loop) {
    super(peer);
    this.socket = socket;
    this.loop = loop;
  }

  @Override
  void startReading() {
    loop.register(socket, SelectionKey.OP_READ, this);
  }

  @Override
  void handleInline() {
    inline = true;
  }

  @Override
  void execute(Runnable step) {
    loop.execute(step);
  }

  @Override
  public void ready(SelectionKey ready) {
    key = ready;
    if (ready.isWritable()) {
      IoLoop.ignore(ready, SelectionKey.OP_WRITE);
      full = false;
      flush();
    }
    if (ready.isValid() && ready.isReadable()) read(ready);
  }

  private void read(SelectionKey ready) {
    var bytes = loop.scratch();
    try {
      if (socket.read(bytes) < 0) throw new EOFException("the server closed the connection");
    } catch (IOException e) {
      broke(e);
      return;
    }
    bytes.flip();
    if (heard() < ACKNOWLEDGED_AT_ONCE) acknowledge();
    if (inline) digest(bytes);
    else digestAside(ready, ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
  }

  /**
   * sshd holds small packets back until the last one is acknowledged, and this machine takes 40 ms
   * to do that unasked: in the login, and until the first answers have come, nobody can wait.
   */
  private void acknowledge() {
    try {
      socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    } catch (IOException | UnsupportedOperationException e) {
      log.trace("not acknowledged at once cause={}", e.toString()); // not on this system
    }
  }

  private void digest(ByteBuffer bytes) {
    var end = bytes.limit();
    while (bytes.position() < end && !isClosing()) {
      bytes.limit(Math.min(end, bytes.position() + BITE));
      deliver(Readable.readable(bytes));
    }
  }

  /** While logging in, files are read and agents sign: not on the thread of all sessions. */
  private void digestAside(SelectionKey ready, ByteBuffer bytes) {
    IoLoop.ignore(ready, SelectionKey.OP_READ);
    Thread.ofVirtual()
        .name("ssh-login-" + getId())
        .start(
            () -> {
              digest(bytes);
              loop.watch(ready, SelectionKey.OP_READ);
            });
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer packet) {
    var sent = outgoing.add(packet);
    if (isClosing()) outgoing.drop();
    else flush();
    return sent;
  }

  private void flush() {
    outgoing.oneAtATime(this::drainWhatGoes);
  }

  private void drainWhatGoes() {
    try {
      drain();
    } catch (IOException e) {
      // The server may have said why before it hung up. That is read, and then the end is seen.
      log.debug("socket takes nothing any more cause={}", e.toString());
      full = true;
    }
  }

  private void drain() throws IOException {
    while (!full && !outgoing.isEmpty()) {
      var count = outgoing.first(batch);
      if (count == 0) return;
      socket.write(batch, 0, count);
      for (var i = 0; i < count && !batch[i].hasRemaining(); i++) outgoing.sent();
      if (!outgoing.isEmpty() && batch[count - 1].hasRemaining()) waitForRoom();
    }
  }

  private void waitForRoom() {
    var registered = key;
    full = true;
    if (registered == null) loop.execute(this::retryUnregistered);
    else loop.watch(registered, SelectionKey.OP_WRITE);
  }

  /** The very first packets can be written before the loop has served us once. */
  private void retryUnregistered() {
    full = false;
    flush();
  }

  @Override
  void release() {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("socket did not close cause={}", e.toString());
    }
    outgoing.drop();
  }
}
