package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.nio.ByteBuffer;

/** Sends back what comes. */
final class Echo implements SshReceiver {
  @Override
  public void data(SshChannel channel, ByteBuffer bytes) {
    var length = bytes.remaining();
    channel
        .write(ByteBuffer.allocate(length).put(bytes).flip())
        .thenRun(() -> channel.consumed(length));
  }

  @Override
  public void eof(SshChannel channel) {
    channel.eof();
  }

  @Override
  public void closed(SshChannel channel, Failure why) {}
}
