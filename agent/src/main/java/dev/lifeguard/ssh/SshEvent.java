package dev.lifeguard.ssh;

import dev.lifeguard.bus.Event;
import dev.lifeguard.reason.Failure;
import java.time.Instant;

/** The life of our SSH sessions, told once: metrics, log and console listen. */
public sealed interface SshEvent extends Event {
  /** {@code user@host:port} of the target. */
  String server();

  Instant at();

  /** A login succeeded; {@code session} numbers the sessions of this process. */
  record SessionOpened(String server, long session, Login login, Instant at) implements SshEvent {}

  /** A login was tried and failed: one count of {@code openclaw_ssh_auth_failures_total}. */
  record LoginFailed(String server, Failure failure, Login soFar, Instant at) implements SshEvent {}

  /** A session that stood has ended; CANCELLED means: we ended it ourselves. */
  record SessionClosed(String server, long session, Failure why, Instant at) implements SshEvent {}

  /** The host is left alone until {@code until}: penalised, or a permanent failure. */
  record HostPaused(String server, Failure because, Instant until, Instant at)
      implements SshEvent {}
}
