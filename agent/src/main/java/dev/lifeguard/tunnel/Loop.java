package dev.lifeguard.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that watches many local sockets. What is handed to {@link #run} runs on it, in order;
 * nothing there may block.
 */
final class Loop implements AutoCloseable {
  /** Large enough that one read fills several SSH packets. */
  static final int BUFFER = 128 * 1024;

  private static final int SPARE_BUFFERS = 16;
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  /** Whom a ready socket is told to; on the loop. */
  @FunctionalInterface
  interface Socket {
    void ready(SelectionKey key) throws IOException;
  }

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Queue<ByteBuffer> spare = new ArrayBlockingQueue<>(SPARE_BUFFERS);
  private final Thread thread;
  private volatile boolean closed;

  Loop(String name) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // without a selector there is no agent
    }
    thread = Thread.ofPlatform().daemon().name(name).start(this::turn);
  }

  /** Runs it on the loop's thread, soon; at once when this is that thread. */
  void run(Runnable task) {
    if (Thread.currentThread() == thread) {
      task.run();
      return;
    }
    tasks.add(task);
    wake();
  }

  /** Watches the socket; on the loop only. Throws when the socket is closed already. */
  SelectionKey watch(SelectableChannel channel, int interest, Socket socket) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, interest, socket);
  }

  /** Asks for more readiness of a watched socket; from any thread. */
  void want(SelectionKey key, int interest) {
    try {
      if ((key.interestOpsOr(interest) & interest) != interest) wake();
    } catch (CancelledKeyException e) {
      log.debug("socket closed meanwhile");
    }
  }

  /** From any thread. */
  void wantNoMore(SelectionKey key, int interest) {
    try {
      key.interestOpsAnd(~interest);
    } catch (CancelledKeyException e) {
      log.debug("socket closed meanwhile");
    }
  }

  /** Lets go of what was closed, so that its address can be bound anew; in a task only. */
  void letGo() throws IOException {
    selector.selectNow(this::serve);
  }

  /** An empty buffer, to be given back. */
  ByteBuffer takeBuffer() {
    var buffer = spare.poll();
    return buffer == null ? ByteBuffer.allocateDirect(BUFFER) : buffer;
  }

  /** From any thread. */
  void giveBack(ByteBuffer buffer) {
    spare.offer(buffer.clear());
  }

  /** Ends the thread once what was asked of it is done; nothing is served any more. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }

  private void wake() {
    if (Thread.currentThread() != thread && woken.compareAndSet(false, true)) selector.wakeup();
  }

  private void turn() {
    try (selector) {
      while (!closed) {
        selector.select(this::serve);
        woken.set(false);
        runTasks();
      }
      runTasks(); // the last ones close sockets
    } catch (IOException | ClosedSelectorException e) {
      log.error("loop broken", e);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isValid() && key.attachment() instanceof Socket socket) socket.ready(key);
    } catch (IOException | RuntimeException e) {
      log.error("socket handler broken", e);
      key.cancel();
    }
  }

  private void runTasks() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) safely(task);
  }

  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("task broken", e);
    }
  }
}
