package dev.lifeguard.ssh;

/** A share in a session. The session ends when the last share is given back. */
public interface SshLease extends AutoCloseable {
  SshSession session();

  /** Gives the share back. Twice does nothing. */
  @Override
  void close();
}
