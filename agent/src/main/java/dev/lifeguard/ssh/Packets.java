package dev.lifeguard.ssh;

import dev.lifeguard.ssh.Wire.Sent;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Packets that wait until their wire takes them, in order. Any thread. */
final class Packets {
  private record Outgoing(ByteBuffer bytes, Sent sent) {}

  private final Queue<Outgoing> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger writing = new AtomicInteger();

  Sent add(Buffer packet) {
    var sent = new Sent();
    waiting.add(
        new Outgoing(ByteBuffer.wrap(packet.array(), packet.rpos(), packet.available()), sent));
    return sent;
  }

  /** One thread at a time writes; whoever comes meanwhile leaves the work to it. */
  void oneAtATime(Runnable write) {
    if (writing.getAndIncrement() != 0) return;
    var missed = 1;
    do {
      write.run();
      missed = writing.addAndGet(-missed);
    } while (missed != 0);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The first one; null when there is none any more: another thread may have dropped it. */
  @Nullable ByteBuffer first() {
    var first = waiting.peek();
    return first == null ? null : first.bytes();
  }

  /** Fills the batch with the first ones, and says how many there are. */
  int first(ByteBuffer[] batch) {
    var count = 0;
    for (var each : waiting) {
      if (count == batch.length) break;
      batch[count++] = each.bytes();
    }
    return count;
  }

  /** The first one is on its way. */
  void sent() {
    var first = waiting.poll();
    if (first != null) first.sent().done();
  }

  /** Nothing takes them any more. */
  void drop() {
    for (var each = waiting.poll(); each != null; each = waiting.poll())
      each.sent().failed(new ClosedChannelException());
  }
}
