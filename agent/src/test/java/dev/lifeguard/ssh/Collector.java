package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Keeps all that comes on a channel. */
final class Collector implements SshReceiver {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final CompletableFuture<Failure> ended = new CompletableFuture<>();
  private volatile int received;
  private volatile boolean consuming = true;

  Collector consumingNothing() {
    consuming = false;
    return this;
  }

  /** Completes at the end of what the far side sends. */
  CompletableFuture<byte[]> whole() {
    return whole;
  }

  CompletableFuture<Failure> ended() {
    return ended;
  }

  int received() {
    return received;
  }

  @Override
  public void data(SshChannel channel, ByteBuffer slice) {
    var length = slice.remaining();
    received += length;
    bytes.write(slice.array(), slice.arrayOffset() + slice.position(), length);
    if (consuming) channel.consumed(length);
  }

  @Override
  public void eof(SshChannel channel) {
    whole.complete(bytes.toByteArray());
  }

  @Override
  public void closed(SshChannel channel, Failure why) {
    whole.complete(bytes.toByteArray());
    ended.complete(why);
  }
}
