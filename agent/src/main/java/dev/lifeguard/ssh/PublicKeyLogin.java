package dev.lifeguard.ssh;

import dev.lifeguard.ssh.key.AgentIdentity;
import dev.lifeguard.ssh.key.IdentitySet;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.List;
import org.apache.sshd.client.auth.AbstractUserAuthFactory;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MINA's public key authentication with exactly the keys of one {@link IdentitySet}: set it as a
 * session's user-auth factory. Signing with an agent's key blocks the session's thread.
 */
public final class PublicKeyLogin extends AbstractUserAuthFactory {
  private static final Logger LOG = LoggerFactory.getLogger(PublicKeyLogin.class);

  private final IdentitySet identities;
  private final AlgorithmProposal algorithms;

  public PublicKeyLogin(IdentitySet identities, AlgorithmProposal algorithms) {
    super("publickey");
    this.identities = identities;
    this.algorithms = algorithms;
  }

  @Override
  public UserAuth createUserAuth(ClientSession session) {
    return new Offers(algorithms.publicKeys(), identities.keys());
  }

  /** One session's offers, key after key. */
  private static final class Offers extends UserAuthPublicKey {
    private final List<PublicKeyIdentity> identities;

    Offers(List<NamedFactory<Signature>> algorithms, List<PublicKeyIdentity> identities) {
      super(algorithms);
      this.identities = identities;
    }

    @Override
    protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
        ClientSession session, SignatureFactoriesManager manager) {
      return identities.iterator();
    }

    /** An agent that will not sign, or not now, costs its key and not the login. */
    @Override
    protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer)
        throws Exception {
      try {
        return super.processAuthDataRequest(session, service, buffer);
      } catch (AgentRefusal refusal) {
        LOG.info("key not usable key=\"{}\" because=\"{}\"", current, refusal.getMessage());
        current = null;
        return sendAuthDataRequest(session, service);
      }
    }

    /**
     * MINA would wrap an agent's signature once more, and lose what hardware keys add to theirs.
     */
    @Override
    protected byte[] appendSignature(
        ClientSession session,
        String service,
        String name,
        String user,
        String algorithm,
        PublicKey key,
        PublicKey serverKey,
        Buffer buffer)
        throws Exception {
      if (!(current instanceof AgentIdentity agent))
        return super.appendSignature(
            session, service, name, user, algorithm, key, serverKey, buffer);
      var signed = new ByteArrayBuffer();
      signed.putBytes(session.getSessionId());
      signed.putByte(SshConstants.SSH_MSG_USERAUTH_REQUEST);
      signed.putString(user);
      signed.putString(service);
      signed.putString(name);
      signed.putBoolean(true);
      signed.putString(algorithm);
      signed.putPublicKey(key);
      if (serverKey != null) signed.putPublicKey(serverKey);
      var signature = sign(session, agent, algorithm, signed.getCompactData());
      buffer.putBytes(signature);
      return signature;
    }

    private static byte[] sign(
        ClientSession session, AgentIdentity agent, String algorithm, byte[] data)
        throws AgentRefusal {
      try {
        return agent.sign(session, algorithm, data).getValue();
      } catch (IOException e) {
        throw new AgentRefusal(e);
      }
    }
  }

  private static final class AgentRefusal extends Exception {
    private static final long serialVersionUID = 1;

    AgentRefusal(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
