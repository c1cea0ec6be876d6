package dev.lifeguard.ssh;

import java.time.Duration;

/** Hears, line by line, how a session comes about: a legible {@code ssh -vvv}. Any thread. */
@FunctionalInterface
public interface SshTrace {
  SshTrace SILENT = (_, _) -> {};

  void tell(Duration sinceStart, String line);
}
