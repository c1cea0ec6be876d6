package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.nio.ByteBuffer;

/**
 * The consumer of what the far side sends on one channel. Called by the session's I/O thread, one
 * call at a time: must not block, or every channel of the session stands.
 */
public interface SshReceiver {
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
