package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.key.HostKeyOffer;

/** Hears, line by line, how a session comes about: a legible {@code ssh -vvv}. Any thread. */
@FunctionalInterface
public interface SshTrace {
  SshTrace SILENT = _ -> {};

  void tell(String line);

  /** A server on the way showed its host key, and this is what we know of it. */
  default void shown(HostKeyOffer offer) {}

  /** A server on the way knows this key of ours: {@code SHA256:...}. */
  default void accepted(String fingerprint) {}

  /** The connection itself did not come about, and is tried again in a second. */
  default void knockedInVain(Failure failure) {
    tell(failure.toString());
  }
}
