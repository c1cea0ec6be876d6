package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;

/**
 * What can happen to a tunnel. Reports of an attempt or a session name the generation they are of.
 */
public sealed interface TunnelNews {
  /** The attempt succeeded: the session is authenticated. */
  record Opened(long generation) implements TunnelNews {}

  /** The attempt goes on, though the server could not be connected to just now. */
  record KnockedInVain(long generation, Failure why) implements TunnelNews {}

  /** The attempt failed. */
  record NotOpened(long generation, Failure why) implements TunnelNews {}

  /** The session that stood is gone. */
  record Lost(long generation, Failure why) implements TunnelNews {}

  /** The session that stood is gone, and the standby session took its place at once. */
  record TookOver(long generation, Failure why) implements TunnelNews {}

  /** The pause is over. */
  record Rang(long generation) implements TunnelNews {}

  /** There is cause to believe that trying now is worth it. */
  record Hinted(Hint hint) implements TunnelNews {}

  record Restarted() implements TunnelNews {}

  record StopAsked() implements TunnelNews {}

  /** Why an early attempt may succeed. */
  enum Hint {
    PORT_OPENED,
    SISTER_SUCCEEDED,
    NETWORK_CHANGED,
    WOKE_UP,
    FILE_CHANGED
  }
}
