package dev.lifeguard.ssh;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * One open connection through a session, both ways, each way with back-pressure of its own. What
 * comes in goes to the {@link SshReceiver} that it was opened with. Usable from any thread; nothing
 * blocks.
 */
public interface SshChannel {
  /**
   * Sends all of it. One write at a time: the buffer is ours, and the next write must wait, until
   * the stage completes. Fails when the channel has ended.
   */
  CompletionStage<Void> write(ByteBuffer bytes);

  /** We send no more; the other direction stays open. After the write under way. */
  void eof();

  /** So many received bytes have left our memory: the far side may send as many again. */
  void consumed(int bytes);

  /** Ends both directions at once. Ending twice does nothing. */
  void close();

  Traffic traffic();
}
