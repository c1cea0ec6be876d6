package dev.lifeguard.gateway;

import dev.lifeguard.ssh.SshLease;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshSettings;
import java.util.Optional;

/**
 * The machine at the far end of the SSH session that a tunnel keeps, where a gateway may run. Only
 * the session that stands is used: nobody logs in for a look that can wait.
 */
public record FarHost(SshSessions sessions, SshSettings login) {
  /** Blocks for reading configuration files. */
  public Optional<SshLease> kept() {
    return sessions.kept(login);
  }
}
