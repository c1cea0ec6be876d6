package dev.lifeguard.ssh;

import java.util.concurrent.atomic.AtomicBoolean;

/** A share in a session. The session ends when the last share is given back. */
public final class SshLease implements AutoCloseable {
  private final SshSession session;
  private final Runnable giveBack;
  private final AtomicBoolean given = new AtomicBoolean();

  SshLease(SshSession session, Runnable giveBack) {
    this.session = session;
    this.giveBack = giveBack;
  }

  public SshSession session() {
    return session;
  }

  /** Gives the share back. Twice does nothing. */
  @Override
  public void close() {
    if (given.compareAndSet(false, true)) giveBack.run();
  }
}
