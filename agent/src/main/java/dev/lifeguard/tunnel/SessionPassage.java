package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshChannel;
import dev.lifeguard.ssh.SshReceiver;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Through a channel of the session that carries the forward. */
final class SessionPassage implements Passage {
  private final SshChannel channel;
  private final BlockingQueue<Heard> heard;

  private SessionPassage(SshChannel channel, BlockingQueue<Heard> heard) {
    this.channel = channel;
    this.heard = heard;
  }

  /** Opens a channel for a receiver that it is handed. */
  @FunctionalInterface
  interface Opener {
    CompletionStage<SshChannel> open(SshReceiver receiver);
  }

  static CompletionStage<Passage> open(Opener opener) {
    var heard = new LinkedBlockingQueue<Heard>(); // the channel's window bounds it
    return opener.open(new Ear(heard)).thenApply(channel -> new SessionPassage(channel, heard));
  }

  @Override
  public void say(byte[] bytes) {
    channel.write(ByteBuffer.wrap(bytes));
  }

  @Override
  public Heard hear(Duration patience) throws InterruptedException {
    var next = heard.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    if (next == null) return new Heard.Nothing();
    if (next instanceof Heard.Bytes(var bytes)) channel.consumed(bytes.length);
    return next;
  }

  @Override
  public void close() {
    channel.close();
  }

  private record Ear(BlockingQueue<Heard> heard) implements SshReceiver {
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
