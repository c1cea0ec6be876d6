package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.config.ResolvedTarget.HostKeys;
import dev.lifeguard.ssh.key.KnownHostLine.Marker;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/** How known_hosts is read when a server offers a key: OpenSSH's rules, as a pure function. */
final class HostKeyJudgement {
  private HostKeyJudgement() {}

  static HostKeyVerdict of(KnownHosts known, HostKeys keys, PublicKey offered) {
    var lines = known.linesOf(keys.name());
    var revoked = revoked(lines, offered);
    if (revoked.isPresent()) return revoked.get();
    var authority = authority(lines, offered);
    if (authority.isPresent()) return authority.get();
    return plain(known, keys, lines, KeyBlob.plain(offered));
  }

  private static Optional<HostKeyVerdict> revoked(List<KnownHostLine> lines, PublicKey offered) {
    var keys = new ArrayList<>(List.of(KeyBlob.of(offered), KeyBlob.plain(offered)));
    if (offered instanceof OpenSshCertificate certificate)
      keys.add(KeyBlob.of(certificate.getCaPubKey()));
    return with(lines, Marker.REVOKED).stream()
        .filter(line -> keys.contains(line.key()))
        .<HostKeyVerdict>map(line -> new HostKeyVerdict.Revoked(line.key().described(), line.at()))
        .findFirst();
  }

  private static Optional<HostKeyVerdict> authority(List<KnownHostLine> lines, PublicKey offered) {
    if (!(offered instanceof OpenSshCertificate certificate)) return Optional.empty();
    var signer = KeyBlob.of(certificate.getCaPubKey());
    return with(lines, Marker.AUTHORITY).stream()
        .filter(line -> line.key().equals(signer))
        .<HostKeyVerdict>map(line -> new HostKeyVerdict.CertifiedBy(line.at()))
        .findFirst();
  }

  /** A certificate of an unknown authority counts as the key that it certifies. */
  private static HostKeyVerdict plain(
      KnownHosts known, HostKeys keys, List<KnownHostLine> lines, KeyBlob offered) {
    var candidates = with(lines, Marker.HOST);
    var found = same(candidates, offered);
    if (found.isPresent()) return found.get();
    if (!candidates.isEmpty()) {
      var closest = KnownHosts.closest(candidates, offered).orElseThrow();
      return new HostKeyVerdict.Changed(
          closest.key().described(), offered.described(), closest.at());
    }
    var names = new ArrayList<>(List.of(keys.name()));
    if (!keys.certificateName().equals(keys.name())) {
      // Written before the server moved to its port: good if it is the same key, else no evidence.
      names.add(keys.certificateName());
      var withoutPort = known.linesOf(keys.certificateName());
      var older = same(with(withoutPort, Marker.HOST), offered);
      if (older.isPresent() && !isRevoked(withoutPort, offered)) return older.get();
    }
    return new HostKeyVerdict.Unknown(names, offered.described());
  }

  private static boolean isRevoked(List<KnownHostLine> lines, KeyBlob key) {
    return with(lines, Marker.REVOKED).stream().anyMatch(line -> line.key().equals(key));
  }

  private static Optional<HostKeyVerdict> same(List<KnownHostLine> lines, KeyBlob offered) {
    return lines.stream()
        .filter(line -> line.key().equals(offered))
        .<HostKeyVerdict>map(line -> new HostKeyVerdict.Known(line.at()))
        .findFirst();
  }

  static List<KnownHostLine> with(List<KnownHostLine> lines, Marker marker) {
    return lines.stream().filter(line -> line.marker() == marker).toList();
  }
}
