package dev.lifeguard.gateway;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Whom we believe over TLS: the pinned certificate, our own authority, or the system's. */
final class Trust {
  private Trust() {}

  static ClientSSLOptions options(GatewaySettings settings) {
    var options = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
    if (settings.tlsFingerprint().isPresent()) {
      // the gateway's own certificate names no host: the pin says more than a name would
      return options
          .setHostnameVerificationAlgorithm("")
          .setTrustOptions(TrustOptions.wrap(new Pin(settings.tlsFingerprint().get())));
    }
    return options.setTrustOptions(
        settings
            .tlsCa()
            .map(Trust::authority)
            .orElseGet(() -> TrustOptions.wrap(Belief.ofSystem())));
  }

  /** A file that cannot be read is the connection's own trouble, when it comes to that. */
  private static TrustOptions authority(Path file) {
    try {
      return TrustOptions.wrap(Belief.in(file));
    } catch (IOException | GeneralSecurityException e) {
      return new PemTrustOptions().addCertPath(file.toString());
    }
  }

  /** For the connection that only times: the one that carries anything checks the name. */
  static ClientSSLOptions nameless(GatewaySettings settings) {
    return options(settings).setHostnameVerificationAlgorithm("");
  }
}
