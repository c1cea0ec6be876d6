package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.sshd.common.io.IoWriteFuture;
import org.jspecify.annotations.Nullable;

/**
 * One open connection through a session, both ways, each way with back-pressure of its own. What
 * comes in goes to the {@link SshReceiver} that it was opened with. Usable from any thread; nothing
 * blocks.
 */
public final class SshChannel {
  private static final CompletableFuture<Void> WRITTEN = CompletableFuture.completedFuture(null);

  private record Outgoing(ByteBuffer bytes, CompletableFuture<Void> written) {}

  private final Channels channels;
  private final int id;
  private final int firstWindow;
  private final CompletableFuture<SshChannel> opened = new CompletableFuture<>();
  private final Object lock = new Object();
  private volatile SshReceiver receiver;

  // what we send
  private int recipient;
  private long room;
  private int largestPacket;
  private @Nullable Outgoing pending;
  private boolean eofWanted;
  private boolean eofSent;
  private boolean closeSent;
  private boolean confirmed;

  // what we receive
  private int granted;
  private int held;
  private boolean eofSeen;

  private boolean ended;
  private volatile long sent;
  private volatile long received;

  SshChannel(Channels channels, int id, int window, SshReceiver receiver) {
    this.channels = channels;
    this.id = id;
    this.firstWindow = window;
    this.granted = window;
    this.receiver = receiver;
  }

  /**
   * Sends all of it. One write at a time: the buffer is ours, and the next write must wait, until
   * the stage completes. Fails when the channel has ended.
   */
  public CompletionStage<Void> write(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) return WRITTEN;
    var outgoing = new Outgoing(bytes, new CompletableFuture<>());
    synchronized (lock) {
      if (ended || eofWanted) return CompletableFuture.failedFuture(over());
      if (pending != null) throw new IllegalStateException("a write is still under way");
      pending = outgoing;
      if (pump()) return WRITTEN;
    }
    return outgoing.written();
  }

  /** We send no more; the other direction stays open. After the write under way. */
  public void eof() {
    synchronized (lock) {
      eofWanted = true;
      sendEofOnceWritten();
    }
  }

  /** So many received bytes have left our memory: the far side may send as many again. */
  public void consumed(int bytes) {
    synchronized (lock) {
      held -= bytes;
      if (ended || eofSeen) return;
      var share = channels.windows().share();
      var free = share - granted - held;
      if (free < Windows.worthTelling(share)) return;
      granted += free;
      channels.adjustWindow(recipient, free);
    }
  }

  /** Ends both directions at once. Ending twice does nothing. */
  public void close() {
    synchronized (lock) {
      if (confirmed) sendClose();
      closeSent = true;
    }
    end(new Failure(Reason.CANCELLED, "closed on this side"));
  }

  public Traffic traffic() {
    return new Traffic(sent, received);
  }

  CompletableFuture<SshChannel> opened() {
    return opened;
  }

  int id() {
    return id;
  }

  /** What the far side may send before it hears more. */
  int firstWindow() {
    return firstWindow;
  }

  int recipient() {
    return recipient;
  }

  SshReceiver receiver() {
    return receiver;
  }

  /** The far side, or we for it, agreed to the channel. */
  void confirm(int theirId, long window, long packet) {
    synchronized (lock) {
      recipient = theirId;
      room = window;
      largestPacket = Math.clamp(packet, 1, Channels.LARGEST_PACKET);
      confirmed = true;
      if (closeSent) {
        closeSent = false;
        sendClose();
      }
    }
    opened.complete(this);
  }

  /** An incoming channel has found whom it is for. */
  void receive(SshReceiver found) {
    receiver = found;
  }

  void data(byte[] array, int offset, int length) throws IOException {
    boolean dropped;
    synchronized (lock) {
      if (length > granted) throw new IOException("more data than the window allows");
      granted -= length;
      held += length;
      received += length;
      dropped = ended;
    }
    if (!dropped) receiver.data(this, ByteBuffer.wrap(array, offset, length));
  }

  void errors(byte[] array, int offset, int length) throws IOException {
    synchronized (lock) {
      if (length > granted) throw new IOException("more data than the window allows");
      granted -= length;
      held += length;
    }
    if (receiver instanceof Execution execution)
      execution.errors(ByteBuffer.wrap(array, offset, length));
    consumed(length);
  }

  void roomGrew(long by) {
    Outgoing done;
    synchronized (lock) {
      room += by;
      done = pending;
      if (done == null || !pump()) return;
    }
    done.written().complete(null); // outside the lock: whoever waits may do anything
  }

  void eofCame() {
    synchronized (lock) {
      if (ended || eofSeen) return;
      eofSeen = true;
    }
    receiver.eof(this);
  }

  void closeCame() {
    synchronized (lock) {
      if (!closeSent) sendClose();
      closeSent = true;
    }
    end(new Failure(Reason.CLOSED_BY_SERVER, "the far side closed the connection"));
  }

  /** Once and last. */
  void end(Failure why) {
    Outgoing unsent;
    synchronized (lock) {
      if (ended) return;
      ended = true;
      unsent = pending;
      pending = null;
    }
    var told = opened.isDone() && !opened.isCompletedExceptionally();
    channels.ended(this);
    var failed = new FailedException(why);
    opened.completeExceptionally(failed);
    if (unsent != null) unsent.written().completeExceptionally(failed);
    if (told) receiver.closed(this, why);
  }

  /** Sends what there is room for, and says whether the write under way is over. */
  private boolean pump() {
    var outgoing = pending;
    if (outgoing == null || closeSent) return false;
    var bytes = outgoing.bytes();
    while (room > 0 && bytes.hasRemaining()) {
      var length = (int) Math.min(Math.min(bytes.remaining(), room), largestPacket);
      room -= length;
      sent += length;
      var last = channels.sendData(recipient, bytes, length);
      if (!bytes.hasRemaining()) return finish(outgoing, last);
    }
    return false;
  }

  private boolean finish(Outgoing outgoing, IoWriteFuture last) {
    if (last.isWritten()) {
      pending = null;
      sendEofOnceWritten();
      return true;
    }
    // Aside, because the one who tells us holds the lock of the session's encoder.
    last.addListener(_ -> channels.later(() -> finishLater(outgoing)));
    return false;
  }

  private void finishLater(Outgoing outgoing) {
    synchronized (lock) {
      if (pending != outgoing) return;
      pending = null;
      sendEofOnceWritten();
    }
    outgoing.written().complete(null);
  }

  private void sendEofOnceWritten() {
    if (pending != null || !eofWanted || eofSent || closeSent || !confirmed) return;
    eofSent = true;
    channels.sendEof(recipient);
  }

  private void sendClose() {
    if (!closeSent) channels.sendClose(recipient);
    closeSent = true;
  }

  private static FailedException over() {
    return new FailedException(Reason.CANCELLED, "the connection has ended");
  }

  @Override
  public String toString() {
    return "channel " + id;
  }
}
