package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshChannel;
import dev.lifeguard.ssh.SshReceiver;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A way through a tunnel to where one of its forwards leads, for a probe: what is said goes to the
 * destination, what it answers is read. Reading blocks: for virtual threads.
 */
public final class Passage implements AutoCloseable {
  /** What came next. */
  public sealed interface Heard {
    record Bytes(byte[] bytes) implements Heard {}

    /** The far side says no more; with a failure, if it broke off. */
    record End() implements Heard {}

    /** Nothing came in time. */
    record Nothing() implements Heard {}
  }

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(); // bounded by the window
  private final AtomicReference<SshChannel> channel = new AtomicReference<>();

  Passage() {}

  SshReceiver receiver() {
    return new Ear();
  }

  void opened(SshChannel open) {
    channel.set(open);
  }

  /** Sends it all, sooner or later. */
  public void say(byte[] bytes) {
    channel.get().write(ByteBuffer.wrap(bytes));
  }

  public Heard hear(Duration patience) throws InterruptedException {
    var next = heard.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    if (next == null) return new Heard.Nothing();
    if (next instanceof Heard.Bytes(var bytes)) channel.get().consumed(bytes.length);
    return next;
  }

  @Override
  public void close() {
    var open = channel.get();
    if (open != null) open.close();
  }

  private final class Ear implements SshReceiver {
    @Override
    public void data(SshChannel from, ByteBuffer bytes) {
      var copy = new byte[bytes.remaining()];
      bytes.get(copy);
      heard.add(new Heard.Bytes(copy));
    }

    @Override
    public void eof(SshChannel from) {
      heard.add(new Heard.End());
    }

    @Override
    public void closed(SshChannel from, Failure why) {
      heard.add(new Heard.End());
    }
  }
}
