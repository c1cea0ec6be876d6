package dev.lifeguard.gateway;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes an authority, as the JDK does, but says of a certificate that is over that it is over:
 * the JDK calls one of an unknown authority untrusted first, and renewing it is due either way.
 */
final class Belief extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager authority;

  private Belief(X509ExtendedTrustManager authority) {
    this.authority = authority;
  }

  /** Read once: the system's authorities are many. */
  private static final class Machine {
    static final X509ExtendedTrustManager AUTHORITIES = authorities();

    private static X509ExtendedTrustManager authorities() {
      try {
        return manager(null);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no list of authorities", e);
      }
    }
  }

  static Belief ofSystem() {
    return new Belief(Machine.AUTHORITIES);
  }

  /** Whatever stands in that PEM file, and nobody else. */
  static Belief in(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var stream = Files.newInputStream(file)) {
      var number = 0;
      for (var one : CertificateFactory.getInstance("X.509").generateCertificates(stream))
        store.setCertificateEntry("authority" + number++, one);
    }
    return new Belief(manager(store));
  }

  private static X509ExtendedTrustManager manager(@org.jspecify.annotations.Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no trust manager"));
  }

  /** One way of asking the authority. */
  private interface Check {
    void run() throws CertificateException;
  }

  private static void check(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      for (var certificate : chain) certificate.checkValidity();
      throw e;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, () -> authority.checkServerTrusted(chain, type));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, () -> authority.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> authority.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    authority.checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    authority.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    authority.checkClientTrusted(chain, type, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authority.getAcceptedIssuers();
  }
}
