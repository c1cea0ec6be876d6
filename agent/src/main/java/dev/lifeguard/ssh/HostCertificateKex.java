package dev.lifeguard.ssh;

import org.apache.sshd.client.kex.DHGClient;
import org.apache.sshd.client.kex.DHGEXClient;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyExchange;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.session.Session;

/**
 * MINA's key exchange, which leaves host certificates to {@link HostKeyCheck}: MINA itself compares
 * them with the dialled address, which behind a jump host or under a HostKeyAlias is another name.
 */
final class HostCertificateKex extends DHGClient {
  private HostCertificateKex(DHFactory factory, Session session) {
    super(factory, session);
  }

  static KeyExchangeFactory factory(BuiltinDHFactories factory) {
    if (factory.isGroupExchange()) return DHGEXClient.newFactory(factory);
    return new KeyExchangeFactory() {
      @Override
      public String getName() {
        return factory.getName();
      }

      @Override
      public KeyExchange createKeyExchange(Session session) {
        return new HostCertificateKex(factory, session);
      }
    };
  }

  @Override
  protected void verifyCertificate(Session session, OpenSshCertificate certificate) {
    // Nothing is accepted here: HostKeyCheck is asked for every host key.
  }
}
