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
  private static final int BUFFER = 128 * 1024;

  private static final int LEAST_AT_ONCE = 8 * 1024;

  /** What all sockets together may have on its way to far sides, whose sessions take it late. */
  private static final int UNDER_WAY = 16 << 20;

  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  /** Whom a ready socket is told to; on the loop. */
  @FunctionalInterface
  interface Socket {
    void ready(SelectionKey key) throws IOException;
  }

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(BUFFER);
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

  /**
   * An empty buffer with room for no more than that, and for less when many sockets share what may
   * be under way; on the loop, and valid until whoever is being served returns.
   */
  ByteBuffer scratch(long most) {
    var share = Math.clamp(UNDER_WAY / (1L + selector.keys().size()), LEAST_AT_ONCE, BUFFER);
    return scratch.clear().limit((int) Math.min(most, share));
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
    } catch (IOException | RuntimeException | VirtualMachineError e) {
      // Out of memory for one socket must not stop the loop of all.
      log.error("socket handler broken", e);
      giveUp(key);
    }
  }

  private static void giveUp(SelectionKey key) {
    try {
      key.channel().close(); // so that both sides see an end instead of silence
    } catch (IOException e) {
      log.debug("close failed", e);
    }
  }

  private void runTasks() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) safely(task);
  }

  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | VirtualMachineError e) {
      log.error("task broken", e);
    }
  }
}
