package dev.lifeguard.ssh;

import java.util.concurrent.CompletionStage;

/** Decides about connections that came in at a {@link RemoteBinding}. Must not block. */
@FunctionalInterface
public interface SshAcceptor {
  /**
   * Accepts by completing with the receiver, after which {@code channel} may be written to; a
   * failed stage refuses the connection, and the far side tells its client so.
   */
  CompletionStage<SshReceiver> accept(SshChannel channel, Origin origin);

  /** Who connected. */
  record Origin(String host, int port) {}
}
