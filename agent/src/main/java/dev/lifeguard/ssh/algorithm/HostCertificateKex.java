package dev.lifeguard.ssh.algorithm;

import org.apache.sshd.client.kex.DHGClient;
import org.apache.sshd.client.kex.DHGEXClient;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.digest.Digest;
import org.apache.sshd.common.kex.AbstractDH;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;
import org.apache.sshd.common.kex.KeyExchange;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.kex.MontgomeryCurve;
import org.apache.sshd.common.kex.XDH;
import org.apache.sshd.common.session.Session;

/**
 * MINA's key exchange, which leaves host certificates to {@link HostKeyCheck}: MINA itself compares
 * them with the dialled address, which behind a jump host or under a HostKeyAlias is another name.
 * And it takes the keys of sntrup761 from {@link KeysAhead}.
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
  protected AbstractDH getDH() throws Exception {
    return getName().startsWith(SntrupAhead.NAME) ? new SntrupAhead() : super.getDH();
  }

  /** As MINA's, but its costly keys are made ahead. */
  private static final class SntrupAhead extends XDH {
    static final String NAME = "sntrup761x25519-sha512";

    SntrupAhead() throws Exception {
      super(MontgomeryCurve.x25519, true);
    }

    @Override
    public KeyEncapsulationMethod getKeyEncapsulation() {
      return KeysAhead.SNTRUP761;
    }

    @Override
    public Digest getHash() {
      return BuiltinDigests.sha512.create();
    }
  }

  @Override
  protected void verifyCertificate(Session session, OpenSshCertificate certificate) {
    // Nothing is accepted here: HostKeyCheck is asked for every host key.
  }
}
