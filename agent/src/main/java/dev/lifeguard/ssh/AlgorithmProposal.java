package dev.lifeguard.ssh;

import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.Signature;

/**
 * What we offer in the key exchange, best first.
 *
 * @param hostKeys those of which known_hosts has a key of the server come first, as with {@code
 *     ssh}
 * @param publicKeys signature algorithms for our own keys
 */
public record AlgorithmProposal(
    List<NamedFactory<Cipher>> ciphers,
    List<KeyExchangeFactory> keyExchanges,
    List<NamedFactory<Mac>> macs,
    List<NamedFactory<Signature>> hostKeys,
    List<NamedFactory<Signature>> publicKeys) {

  /** The defaults for this machine's CPU, changed as the target's configuration asks. */
  public static AlgorithmProposal of(ResolvedTarget target, KnownHosts knownHosts) {
    throw new UnsupportedOperationException("not written yet");
  }
}
