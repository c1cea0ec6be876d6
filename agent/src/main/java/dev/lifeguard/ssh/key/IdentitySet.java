package dev.lifeguard.ssh.key;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.config.ResolvedTarget;
import java.time.Instant;
import java.util.List;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;

/**
 * The keys to offer to a server, in {@code ssh}'s order: from the agent and from files. Reading
 * them blocks; sign only on a thread that may wait.
 *
 * @param problems why some keys cannot be offered, the most telling first: the reason of a login
 *     that fails for want of a key
 */
public record IdentitySet(List<PublicKeyIdentity> keys, List<Failure> problems) {
  public IdentitySet {
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
  }

  /** Reads key files and asks the agent. Blocks, at most a few seconds. */
  public static IdentitySet gather(ResolvedTarget target, Instant now) {
    return new IdentityGathering(target, now).gather();
  }
}
