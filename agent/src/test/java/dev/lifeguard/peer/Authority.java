package dev.lifeguard.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of one's own, as a company has, and what it signs. PEM files. */
public final class Authority {
  private static final X500Principal NAME = new X500Principal("CN=Lifeguard test authority");

  private final Folder folder;
  private final KeyPair own = pair();
  private final Path certificate;

  public Authority(Folder folder) {
    this.folder = folder;
    var trust = new Extensions(new BasicConstraints(true), null);
    certificate = write("ca.pem", "CERTIFICATE", encoded(sign(NAME, own, trust, Validity.LASTING)));
  }

  /** The certificate to trust. */
  public Path certificate() {
    return certificate;
  }

  /** A server's certificate and key. */
  public record Signed(Path certificate, Path key, X509Certificate content) {}

  public Signed server(String ip) {
    return server(ip, Validity.LASTING);
  }

  /** One that is over since a minute. */
  public Signed expiredServer(String ip) {
    return server(ip, Validity.OVER);
  }

  private enum Validity {
    LASTING,
    OVER;

    Instant end(Instant now) {
      return this == OVER ? now.minus(1, ChronoUnit.MINUTES) : now.plus(400, ChronoUnit.DAYS);
    }
  }

  private Signed server(String ip, Validity validity) {
    var pair = pair();
    var names = new GeneralNames(new GeneralName(GeneralName.iPAddress, ip));
    var signed =
        sign(
            new X500Principal("CN=gateway"),
            pair,
            new Extensions(new BasicConstraints(false), names),
            validity);
    return new Signed(
        write("server.pem", "CERTIFICATE", encoded(signed)),
        write("server.key", "PRIVATE KEY", pair.getPrivate().getEncoded()),
        signed);
  }

  private record Extensions(
      BasicConstraints constraints, @org.jspecify.annotations.Nullable GeneralNames names) {}

  private X509Certificate sign(
      X500Principal subject, KeyPair pair, Extensions extensions, Validity validity) {
    var now = Instant.now();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(now.minus(1, ChronoUnit.HOURS)),
              Date.from(validity.end(now)),
              subject,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, extensions.constraints());
      if (extensions.names() != null)
        builder.addExtension(Extension.subjectAlternativeName, false, extensions.names());
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(own.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Path write(String name, String kind, byte[] content) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    try {
      return Files.writeString(
          folder.resolve(name),
          "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
