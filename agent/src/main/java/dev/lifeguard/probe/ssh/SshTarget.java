package dev.lifeguard.probe.ssh;

import dev.lifeguard.ssh.config.SshSettings;
import java.time.Duration;

/**
 * Where to log in, and how often for the sake of it.
 *
 * @param loginEvery a full login no more often than this; between them the kept session is asked
 * @param timeout of one look
 */
public record SshTarget(SshSettings ssh, Duration loginEvery, Duration timeout) {
  /** The metric label of this kind of probe. */
  public static final String KIND = "ssh-auth";

  /** A login of another probe of the same server that is not older than this serves as well. */
  Duration shared() {
    return loginEvery.dividedBy(2);
  }
}
