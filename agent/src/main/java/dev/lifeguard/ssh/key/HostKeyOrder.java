package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.algorithm.Algorithms;
import dev.lifeguard.ssh.config.ResolvedTarget.HostKeys;
import dev.lifeguard.ssh.key.KnownHostLine.Marker;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;

/**
 * Asks a server first for the keys that known_hosts has of it, so that a server with several keys
 * shows one that we can recognise.
 */
public final class HostKeyOrder {
  private HostKeyOrder() {}

  public static List<NamedFactory<Signature>> of(
      Optional<String> spec,
      Algorithms.Choice<NamedFactory<Signature>> offered,
      HostKeys keys,
      KnownHosts known) {
    var chosen = Algorithms.chosen(spec, offered);
    // A list of the user's own stands as it is; one that only changes the default does not.
    boolean own = spec.filter(text -> !text.startsWith("+") && !text.startsWith("-")).isPresent();
    return own ? chosen : ordered(chosen, known.linesOf(keys.name()));
  }

  private static List<NamedFactory<Signature>> ordered(
      List<NamedFactory<Signature>> chosen, List<KnownHostLine> lines) {
    if (chosen.isEmpty() || isKnown(plain(chosen.getFirst()), lines)) return chosen;
    var first = chosen.stream().filter(one -> isPreferred(one, lines)).toList();
    var rest = chosen.stream().filter(one -> !first.contains(one));
    return Stream.concat(first.stream(), rest).toList();
  }

  private static boolean isPreferred(NamedFactory<Signature> algorithm, List<KnownHostLine> lines) {
    boolean certificate = !plain(algorithm).equals(algorithm.getName());
    if (certificate && !HostKeyJudgement.with(lines, Marker.AUTHORITY).isEmpty()) return true;
    return isKnown(plain(algorithm), lines);
  }

  private static boolean isKnown(String algorithm, List<KnownHostLine> lines) {
    var type = algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm;
    return HostKeyJudgement.with(lines, Marker.HOST).stream()
        .anyMatch(line -> line.key().type().equals(type));
  }

  /** {@code ssh-ed25519-cert-v01@openssh.com} is {@code ssh-ed25519} in a certificate. */
  private static String plain(NamedFactory<Signature> algorithm) {
    return algorithm.getName().replaceFirst("-cert-v0[0-9]@openssh\\.com$", "");
  }
}
