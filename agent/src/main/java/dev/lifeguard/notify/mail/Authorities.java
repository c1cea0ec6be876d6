package dev.lifeguard.notify.mail;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose signature on a mail server's certificate counts: the system's authorities, or those of a
 * file, which is read anew each time, so that a renewed one needs no restart.
 */
final class Authorities {
  private Authorities() {}

  static SSLSocketFactory trusting(Optional<Path> file) {
    return file.map(Authorities::trusting)
        .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  private static SSLSocketFactory trusting(Path file) {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(file));
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | CertificateException e) {
      throw refused(file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(file)) {
      for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(in))
        store.setCertificateEntry(Integer.toString(store.size()), authority);
    }
    if (store.size() == 0) throw new CertificateException("no certificate is in it");
    return store;
  }

  private static FailedException refused(Path file, Exception e) {
    return new FailedException(
        Reason.CREDENTIAL_MISSING, "tls-ca " + file + " cannot be used: " + e.getMessage());
  }
}
