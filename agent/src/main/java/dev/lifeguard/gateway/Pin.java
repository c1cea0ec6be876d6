package dev.lifeguard.gateway;

import java.io.Serial;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one certificate, known by the SHA-256 of its DER form, and no authority. Extended, because
 * the JDK would otherwise check names behind our back.
 */
final class Pin extends X509ExtendedTrustManager {
  /** Another certificate than the pinned one. */
  static final class Mismatch extends CertificateException {
    @Serial private static final long serialVersionUID = 1;

    Mismatch(String seen) {
      super("the server shows " + seen);
    }
  }

  private final String fingerprint;

  Pin(String fingerprint) {
    this.fingerprint = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0) throw new Mismatch("no certificate");
    var seen = fingerprint(chain[0]);
    if (!seen.equals(fingerprint)) throw new Mismatch(seen);
  }

  static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
