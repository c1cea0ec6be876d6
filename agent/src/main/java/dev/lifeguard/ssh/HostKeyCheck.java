package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.time.Time;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/**
 * MINA's question for a host key, answered for one target by its known_hosts files and its policy:
 * set it as a session's server key verifier, one for each session. Runs on MINA's threads.
 */
public final class HostKeyCheck implements ServerKeyVerifier {
  private final ResolvedTarget target;
  private final Time time;
  private volatile Optional<HostKeyVerdict> verdict = Optional.empty();
  private volatile Optional<Failure> failure = Optional.empty();

  public HostKeyCheck(ResolvedTarget target, Time time) {
    this.target = target;
    this.time = time;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey offered) {
    throw new UnsupportedOperationException("not written yet: " + target.alias() + time.now());
  }

  /** Empty until the server offered its key. */
  public Optional<HostKeyVerdict> verdict() {
    return verdict;
  }

  /** Why the server was refused, with fingerprints and the line of the file. */
  public Optional<Failure> failure() {
    return failure;
  }
}
