package dev.lifeguard.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that serves the sockets of many sessions. Whatever it calls must not block, or all of
 * them stand.
 */
final class IoLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IoLoop.class);
  private static final int READ_AT_ONCE = 256 * 1024;

  /** Told that its socket can connect, be read or be written. */
  @FunctionalInterface
  interface Ready {
    void ready(SelectionKey key);
  }

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(READ_AT_ONCE);
  private final Thread thread;
  private volatile boolean ended;

  IoLoop(String name) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().name(name).daemon().start(this::runAsMina);
  }

  /** For reading into, by whoever is being called by this loop: one at a time by nature. */
  ByteBuffer scratch() {
    return scratch.clear();
  }

  boolean here() {
    return Thread.currentThread() == thread;
  }

  /** Runs it on the loop's thread, soon. */
  void execute(Runnable task) {
    tasks.add(task);
    wake();
  }

  /** Puts the socket under this loop's care, whichever thread asks. */
  void register(SocketChannel socket, int interest, Ready ready) {
    execute(
        () -> {
          try {
            socket.register(selector, interest, ready);
          } catch (IOException | CancelledKeyException | ClosedSelectorException e) {
            log.debug("socket gone before it was served cause={}", e.toString());
          }
        });
  }

  /** Adds to what the socket is watched for. Any thread. */
  void watch(SelectionKey key, int interest) {
    try {
      if ((key.interestOpsOr(interest) & interest) != interest && !here()) wake();
    } catch (CancelledKeyException e) {
      log.trace("socket gone before it was watched");
    }
  }

  /** Takes from what the socket is watched for. On the loop's thread. */
  static void ignore(SelectionKey key, int interest) {
    if (key.isValid()) key.interestOpsAnd(~interest);
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) selector.wakeup();
  }

  /** Once for the thread's life, or MINA would mark and unmark the thread for each message. */
  private void runAsMina() {
    try {
      ThreadUtils.runAsInternal(
          this,
          loop -> {
            loop.run();
            return loop;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    while (!ended) {
      try {
        selector.select(this::dispatch);
      } catch (IOException | ClosedSelectorException e) {
        log.debug("selector ended cause={}", e.toString());
        return;
      }
      woken.set(false);
      for (var task = tasks.poll(); task != null; task = tasks.poll()) guarded(task);
    }
  }

  private void dispatch(SelectionKey key) {
    guarded(() -> ((Ready) key.attachment()).ready(key));
  }

  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (CancelledKeyException e) {
      log.trace("socket gone while it was served");
    } catch (RuntimeException | VirtualMachineError e) {
      // Out of memory for one session must not stop the loop of all.
      log.error("ssh loop step broken", e);
    }
  }

  @Override
  public void close() {
    ended = true;
    selector.wakeup();
    try {
      selector.close();
    } catch (IOException e) {
      log.debug("selector did not close cause={}", e.toString());
    }
  }
}
