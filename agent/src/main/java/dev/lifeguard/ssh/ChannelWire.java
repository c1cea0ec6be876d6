package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** An SSH connection inside a channel of another one: how a jump host is passed. */
final class ChannelWire extends Wire implements SshReceiver {
  private final SshSession bastion;
  private final Packets outgoing = new Packets();
  private volatile boolean writing;
  private volatile @Nullable SshChannel channel;

  // what has come and waits for its turn
  private final Deque<ByteBuffer> inbox = new ArrayDeque<>();
  private boolean reading;
  private boolean inline;
  private boolean digesting;

  ChannelWire(InetSocketAddress target, SshSession bastion) {
    super(target);
    this.bastion = bastion;
  }

  /** The channel stands: packets may be written. */
  void through(SshChannel opened) {
    channel = opened;
  }

  @Override
  void startReading() {
    synchronized (inbox) {
      reading = true;
    }
    digestAside();
  }

  @Override
  void handleInline() {
    synchronized (inbox) {
      inline = true;
    }
  }

  @Override
  void execute(Runnable step) {
    bastion.execute(step);
  }

  @Override
  public void data(SshChannel from, ByteBuffer bytes) {
    if (kept(bytes)) digestAside();
    else digest(from, bytes);
  }

  private boolean kept(ByteBuffer bytes) {
    synchronized (inbox) {
      if (inline && !digesting && inbox.isEmpty()) return false;
      return inbox.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
    }
  }

  private void digest(SshChannel from, ByteBuffer bytes) {
    var length = bytes.remaining();
    deliver(Readable.readable(bytes));
    from.consumed(length);
  }

  /** While logging in, files are read and agents sign: not on the thread of all sessions. */
  private void digestAside() {
    synchronized (inbox) {
      if (!reading || digesting || inbox.isEmpty()) return;
      digesting = true;
    }
    Thread.ofVirtual().name("ssh-login-" + getId()).start(this::digestAll);
  }

  private void digestAll() {
    var from = channel;
    while (true) {
      ByteBuffer bytes;
      synchronized (inbox) {
        bytes = inbox.poll();
        if (bytes == null || from == null) {
          digesting = false;
          return;
        }
      }
      digest(from, bytes);
    }
  }

  @Override
  public void eof(SshChannel from) {
    broke(new EOFException("the server closed the connection"));
  }

  @Override
  public void closed(SshChannel from, Failure why) {
    broke(new EOFException("the jump host's session ended: " + why.detail()));
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer packet) {
    var sent = outgoing.add(packet);
    if (isClosing()) outgoing.drop();
    else flush();
    return sent;
  }

  private void flush() {
    outgoing.oneAtATime(this::drain);
  }

  private void drain() {
    var to = channel;
    while (!writing && to != null && outgoing.first() instanceof ByteBuffer next) {
      var written = to.write(next).toCompletableFuture();
      if (written.isDone() && !written.isCompletedExceptionally()) outgoing.sent();
      else awaitWritten(written);
    }
  }

  private void awaitWritten(java.util.concurrent.CompletableFuture<Void> written) {
    writing = true;
    written.whenComplete(
        (_, failed) -> {
          if (failed != null) {
            execute(() -> broke(failed));
            return;
          }
          outgoing.sent();
          writing = false;
          flush();
        });
  }

  @Override
  void release() {
    var used = channel;
    if (used != null) used.close();
    outgoing.drop();
  }
}
