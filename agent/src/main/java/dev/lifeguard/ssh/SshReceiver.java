package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.nio.ByteBuffer;

/**
 * The consumer of what the far side sends on one channel. Called by the session's I/O thread, one
 * call at a time: must not block, or every channel of the session stands.
 */
public interface SshReceiver {
  /**
   * How many bytes the far side may send before it hears of {@link SshChannel#consumed}: asked
   * once, before the channel opens. Less than was received may be given back, so that the window
   * shrinks, and the rest later, so that it grows again.
   */
  default int window() {
    return 2 << 20;
  }

  /**
   * Bytes that came. The buffer is valid during the call only. The far side may send as many again
   * once {@link SshChannel#consumed} says that these have been written on.
   */
  void data(SshChannel channel, ByteBuffer bytes);

  /** The far side sends no more; our direction stays open. */
  void eof(SshChannel channel);

  /** The channel has ended, once and last; the session may have ended with it. */
  void closed(SshChannel channel, Failure why);
}
