package dev.lifeguard.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * What carries the bytes of one SSH connection: a socket, a channel of another session, a process.
 * MINA sees it as its I/O session and is given no other.
 */
abstract class Wire extends AbstractCloseable implements IoSession {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private final InetSocketAddress peer;
  private volatile @Nullable WireSession session;
  private volatile long heard;

  /**
   * @param peer only a name to MINA, which wants one also where there is no address
   */
  Wire(InetSocketAddress peer) {
    this.peer = peer;
  }

  /** Begins to deliver what comes in. */
  abstract void startReading();

  /** From now on the I/O thread itself handles what comes in: nothing slow will happen any more. */
  abstract void handleInline();

  /** Runs it soon, on the I/O thread. */
  abstract void execute(Runnable step);

  void attach(WireSession session) {
    this.session = session;
  }

  /** How often something has come: a number that stands still says that the far side is silent. */
  long heard() {
    return heard;
  }

  /** Bytes came: the session handles them now, on this thread. */
  final void deliver(Readable bytes) {
    var receiver = session;
    if (receiver == null || isClosing()) return;
    heard++;
    try {
      receiver.receive(bytes);
    } catch (Exception e) {
      receiver.exceptionCaught(e);
      close(true);
    }
  }

  /** The wire has ended by itself. */
  final void broke(Throwable cause) {
    var receiver = session;
    if (receiver != null) receiver.wireBroke(cause);
    close(true);
  }

  /** Frees what carries the bytes; once. */
  abstract void release();

  @Override
  protected void doCloseImmediately() {
    release();
    super.doCloseImmediately();
    var receiver = session;
    if (receiver != null) receiver.close(true);
  }

  @Override
  public long getId() {
    return number;
  }

  @Override
  public @Nullable Object getAttribute(Object key) {
    return attributes.get(key);
  }

  @Override
  public @Nullable Object setAttribute(Object key, Object value) {
    return attributes.put(key, value);
  }

  @Override
  public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
    return attributes.putIfAbsent(key, value);
  }

  @Override
  public @Nullable Object removeAttribute(Object key) {
    return attributes.remove(key);
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return peer;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return peer;
  }

  @Override
  public SocketAddress getAcceptanceAddress() {
    return peer;
  }

  @Override
  public IoService getService() {
    throw new UnsupportedOperationException("no I/O service stands behind a wire");
  }

  @Override
  public void shutdownOutputStream() throws IOException {
    throw new IOException("a wire ends in both directions at once");
  }

  @Override
  public void suspendRead() {
    throw new UnsupportedOperationException("windows hold the far side back, not the wire");
  }

  @Override
  public void resumeRead() {}

  /** A packet under way. */
  static final class Sent extends AbstractIoWriteFuture {
    Sent() {
      super("packet", null);
    }

    void done() {
      setValue(Boolean.TRUE);
    }

    void failed(Throwable cause) {
      setValue(cause);
    }
  }
}
