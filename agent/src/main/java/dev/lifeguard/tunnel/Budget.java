package dev.lifeguard.tunnel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One budget of bytes that far sides may have us buffer, for all connections of the agent. Each
 * connection gets a window out of it; the more connections share it, the smaller the windows, down
 * to a floor below which a connection would not move. Usable from any thread.
 */
public final class Budget {
  /** A window that fills a path of 50 ms at more than a gigabit a second. */
  static final int WIDEST = 8 << 20;

  static final int FLOOR = 64 << 10;

  private final long total;
  private final AtomicLong promised = new AtomicLong();
  private final AtomicInteger windows = new AtomicInteger();

  public Budget(long total) {
    this.total = total;
  }

  /** A quarter of the heap: what waits in windows must never endanger the agent. */
  public static Budget ofHeap() {
    return new Budget(Runtime.getRuntime().maxMemory() / 4);
  }

  /** A new connection's window, to be closed with it. */
  Window open() {
    windows.incrementAndGet();
    return new Window(initial());
  }

  /** Bytes that far sides may have us hold now. */
  public long promised() {
    return promised.get();
  }

  private int initial() {
    var free = Math.max(0, total - promised.get());
    return clamp(Math.min(share(), free / 4));
  }

  private int share() {
    return clamp(total / Math.max(1, windows.get()));
  }

  private static int clamp(long bytes) {
    return Math.clamp(bytes, FLOOR, WIDEST);
  }

  /** One connection's part. Its user calls it from one thread at a time. */
  final class Window {
    private final int initial;
    private long outstanding;
    private long withheld;
    private boolean closed;

    private Window(int initial) {
      this.initial = initial;
      this.outstanding = initial;
      promised.addAndGet(initial);
    }

    /** What the far side may send before it hears of us. */
    int initial() {
      return initial;
    }

    /**
     * So many bytes have left our memory. Answers how many the far side may be allowed anew: less
     * while the window must shrink, more once it may grow.
     */
    synchronized int renew(int bytes) {
      if (closed) return 0;
      outstanding -= bytes;
      var grant = Math.clamp(share() - outstanding, 0, bytes + withheld);
      withheld += bytes - grant;
      outstanding += grant;
      promised.addAndGet(grant - bytes);
      return (int) grant;
    }

    synchronized void close() {
      if (closed) return;
      closed = true;
      promised.addAndGet(-outstanding);
      windows.decrementAndGet();
    }
  }
}
