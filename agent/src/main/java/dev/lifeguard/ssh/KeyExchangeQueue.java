package dev.lifeguard.ssh;

import org.apache.sshd.common.session.helpers.KeyExchangeMessageHandler;
import org.apache.sshd.common.session.helpers.PendingWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.slf4j.LoggerFactory;

/**
 * What is sent during a new key exchange waits here for its end. MINA would block whoever sends
 * data, and it queues from several threads at once in a list that bears only one: bytes and window
 * updates got lost in it, which shows as a broken or a stalled transfer.
 */
final class KeyExchangeQueue extends KeyExchangeMessageHandler {
  KeyExchangeQueue(WireSession session) {
    super(session, LoggerFactory.getLogger(KeyExchangeMessageHandler.class));
  }

  @Override
  protected boolean isBlockAllowed(int command) {
    return false;
  }

  /** Called under a lock that many may hold. Whoever empties the queue holds it alone. */
  @Override
  protected PendingWriteFuture enqueuePendingPacket(int command, Buffer packet) {
    synchronized (pendingPackets) {
      return super.enqueuePendingPacket(command, packet);
    }
  }
}
