package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.algorithm.Wildcard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.BuiltinSignatures;

/** Whether an OpenSSH certificate is good now; each answer is a clause, empty if it is. */
public final class CertificateCheck {
  private static final long LAST_DATE = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private CertificateCheck() {}

  static Optional<String> ofUser(OpenSshCertificate certificate, Instant now) {
    if (certificate.getType() != OpenSshCertificate.Type.USER)
      return Optional.of("it is no user certificate");
    return time(certificate, now);
  }

  /**
   * @param name what the server was called: one of the principals must fit it
   * @param algorithms signature algorithms that an authority may use
   */
  public static Optional<String> ofHost(
      OpenSshCertificate certificate, String name, List<String> algorithms, Instant now) {
    if (certificate.getType() != OpenSshCertificate.Type.HOST)
      return Optional.of("it is no host certificate");
    var time = time(certificate, now);
    if (time.isPresent()) return time;
    if (certificate.getPrincipals().stream().noneMatch(one -> Wildcard.matches(name, one)))
      return Optional.of("it is for " + certificate.getPrincipals() + ", not for " + name);
    if (!certificate.getCriticalOptions().isEmpty())
      return Optional.of("it has critical options, of which a host has none");
    if (!algorithms.contains(certificate.getSignatureAlgorithm()))
      return Optional.of("it is signed with " + certificate.getSignatureAlgorithm());
    return isSigned(certificate) ? Optional.empty() : Optional.of("its signature is false");
  }

  private static Optional<String> time(OpenSshCertificate certificate, Instant now) {
    // Unsigned 64-bit seconds: "for ever" is all ones.
    long seconds = now.getEpochSecond();
    if (Long.compareUnsigned(seconds, certificate.getValidAfter()) < 0)
      return Optional.of("it is not valid before " + date(certificate.getValidAfter()));
    if (Long.compareUnsigned(seconds, certificate.getValidBefore()) >= 0)
      return Optional.of("it expired at " + date(certificate.getValidBefore()));
    return Optional.empty();
  }

  private static String date(long seconds) {
    boolean shown = seconds >= 0 && seconds <= LAST_DATE;
    return shown ? Instant.ofEpochSecond(seconds).toString() : "the end of time";
  }

  private static boolean isSigned(OpenSshCertificate certificate) {
    try {
      var factory = BuiltinSignatures.fromFactoryName(certificate.getSignatureAlgorithm());
      var signature = factory.create();
      signature.initVerifier(null, certificate.getCaPubKey());
      signature.update(null, certificate.getMessage());
      return signature.verify(null, certificate.getSignature());
    } catch (Exception e) {
      return false; // whatever the bytes of others make a verifier throw, it is no signature
    }
  }
}
