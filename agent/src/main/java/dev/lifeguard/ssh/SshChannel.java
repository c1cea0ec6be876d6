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

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

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
  private @Nullable CompletableFuture<Void> pending;
  private ByteBuffer unsent = NOTHING;
  private CompletableFuture<Void> roomier = WRITTEN;
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
   * Sends all of it. One write at a time: the next one must wait until the stage completes, and so
   * must the buffer, unless the write was within the {@link #room}. Fails when the channel has
   * ended.
   */
  public CompletionStage<Void> write(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) return WRITTEN;
    var written = new CompletableFuture<Void>();
    synchronized (lock) {
      if (ended || eofWanted) return CompletableFuture.failedFuture(over());
      if (pending != null) throw new IllegalStateException("a write is still under way");
      pending = written;
      unsent = bytes;
      if (pump()) return WRITTEN;
    }
    return written;
  }

  /**
   * So many bytes the far side takes now: a write of no more than that holds its buffer no longer.
   */
  public long room() {
    synchronized (lock) {
      return room;
    }
  }

  /** Completes when the far side takes bytes. Fails when the channel has ended. */
  public CompletionStage<Void> roomAgain() {
    synchronized (lock) {
      if (ended) return CompletableFuture.failedFuture(over());
      if (room > 0) return WRITTEN;
      if (roomier.isDone()) roomier = new CompletableFuture<>();
      return roomier;
    }
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
    if (!opened.complete(this)) endedBefore();
  }

  /** It ended while somebody made up his mind about it: whoever receives it has not heard so. */
  private void endedBefore() {
    if (opened.exceptionNow() instanceof FailedException failed)
      receiver.closed(this, failed.failure());
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
    CompletableFuture<Void> done;
    CompletableFuture<Void> awaited;
    synchronized (lock) {
      room += by;
      done = pending;
      if (!pump()) done = null;
      awaited = roomier;
    }
    // Outside the lock: whoever waits may do anything.
    if (done != null) done.complete(null);
    awaited.complete(null);
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
    CompletableFuture<Void> unwritten;
    CompletableFuture<Void> awaited;
    synchronized (lock) {
      if (ended) return;
      ended = true;
      unwritten = pending;
      pending = null;
      unsent = NOTHING;
      awaited = roomier;
    }
    var told = opened.isDone() && !opened.isCompletedExceptionally();
    channels.ended(this);
    var failed = new FailedException(why);
    opened.completeExceptionally(failed);
    if (unwritten != null) unwritten.completeExceptionally(failed);
    awaited.completeExceptionally(failed);
    if (told) receiver.closed(this, why);
  }

  /** Sends what there is room for, and says whether the write under way is over. */
  private boolean pump() {
    var outgoing = pending;
    if (outgoing == null || closeSent) return false;
    while (room > 0 && unsent.hasRemaining()) {
      var length = (int) Math.min(Math.min(unsent.remaining(), room), largestPacket);
      room -= length;
      sent += length;
      var last = channels.sendData(recipient, unsent, length);
      if (!unsent.hasRemaining()) return finish(outgoing, last);
    }
    return false;
  }

  /** All of it is in packets: the buffer is the writer's again, also before they have left. */
  private boolean finish(CompletableFuture<Void> outgoing, IoWriteFuture last) {
    unsent = NOTHING;
    if (last.isWritten()) {
      pending = null;
      sendEofOnceWritten();
      return true;
    }
    // Aside, because the one who tells us holds the lock of the session's encoder.
    last.addListener(_ -> channels.later(() -> finishLater(outgoing)));
    return false;
  }

  private void finishLater(CompletableFuture<Void> outgoing) {
    synchronized (lock) {
      if (pending != outgoing) return;
      pending = null;
      sendEofOnceWritten();
    }
    outgoing.complete(null);
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
