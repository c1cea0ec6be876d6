package dev.lifeguard.ssh;

import dev.lifeguard.ssh.ResolvedTarget.AlgorithmSpecs;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        chosen(specs.ciphers(), offered.ciphers()),
        chosen(specs.kex(), offered.keyExchanges()),
        chosen(specs.macs(), offered.macs()),
        HostKeyOrder.of(specs.hostKeys(), offered.hostKeys(), target.hostKeys(), knownHosts),
        chosen(specs.publicKeys(), offered.publicKeys()));
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
    return chosen(target.algorithms().caSignatures(), Algorithms.HERE.authorities()).stream()
        .map(NamedResource::getName)
        .toList();
  }

  /** A keyword of which nothing is left that we speak: no server could be reached with it. */
  static Optional<String> emptied(AlgorithmSpecs specs) {
    var offered = Algorithms.HERE;
    if (chosen(specs.ciphers(), offered.ciphers()).isEmpty()) return Optional.of("Ciphers");
    if (chosen(specs.kex(), offered.keyExchanges()).isEmpty()) return Optional.of("KexAlgorithms");
    if (chosen(specs.macs(), offered.macs()).isEmpty()) return Optional.of("MACs");
    if (chosen(specs.hostKeys(), offered.hostKeys()).isEmpty())
      return Optional.of("HostKeyAlgorithms");
    return Optional.empty();
  }

  static <T extends NamedResource> List<T> chosen(
      Optional<String> spec, Algorithms.Choice<T> offered) {
    if (spec.isEmpty()) return offered.usual();
    var names = AlgorithmNames.apply(spec.get(), names(offered.usual()), names(offered.all()));
    return names.stream().map(name -> named(name, offered.all())).toList();
  }

  private static <T extends NamedResource> T named(String name, List<T> all) {
    return all.stream().filter(one -> one.getName().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> names(List<? extends NamedResource> resources) {
    return resources.stream().map(NamedResource::getName).toList();
  }
}
