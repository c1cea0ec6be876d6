package dev.lifeguard.ssh;

import dev.lifeguard.ssh.algorithm.Algorithms;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.key.HostKeyOrder;
import dev.lifeguard.ssh.key.KnownHosts;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
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

  private static final String CHEAP = "curve25519-sha256";

  public AlgorithmProposal {
    ciphers = List.copyOf(ciphers);
    keyExchanges = List.copyOf(keyExchanges);
    macs = List.copyOf(macs);
    hostKeys = List.copyOf(hostKeys);
    publicKeys = List.copyOf(publicKeys);
  }

  /** The defaults for this machine's CPU, changed as the target's configuration asks. */
  public static AlgorithmProposal of(ResolvedTarget target, KnownHosts knownHosts) {
    var specs = target.algorithms();
    var offered = Algorithms.HERE;
    return new AlgorithmProposal(
        Algorithms.chosen(specs.ciphers(), offered.ciphers()),
        Algorithms.chosen(specs.kex(), offered.keyExchanges()),
        Algorithms.chosen(specs.macs(), offered.macs()),
        HostKeyOrder.of(specs.hostKeys(), offered.hostKeys(), target.hostKeys(), knownHosts),
        Algorithms.chosen(specs.publicKeys(), offered.publicKeys()));
  }

  /** The same, with the key exchange first that costs the processor least. */
  AlgorithmProposal cheapFirst() {
    var ordered =
        keyExchanges.stream()
            .sorted(Comparator.comparing(one -> !one.getName().startsWith(CHEAP)))
            .toList();
    return new AlgorithmProposal(ciphers, ordered, macs, hostKeys, publicKeys);
  }

  /** The signature algorithms with which an authority may have signed a host certificate. */
  static List<String> authorities(ResolvedTarget target) {
    return Algorithms.chosen(target.algorithms().caSignatures(), Algorithms.HERE.authorities())
        .stream()
        .map(NamedResource::getName)
        .toList();
  }
}
