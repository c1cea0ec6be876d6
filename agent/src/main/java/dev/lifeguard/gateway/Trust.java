package dev.lifeguard.gateway;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;

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
    settings
        .tlsCa()
        .ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    return options;
  }

  /** For the connection that only times: the one that carries anything checks the name. */
  static ClientSSLOptions nameless(GatewaySettings settings) {
    return options(settings).setHostnameVerificationAlgorithm("");
  }
}
