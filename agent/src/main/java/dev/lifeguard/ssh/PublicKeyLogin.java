package dev.lifeguard.ssh;

import org.apache.sshd.client.auth.AbstractUserAuthFactory;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.session.ClientSession;

/**
 * MINA's public key authentication with exactly the keys of one {@link IdentitySet}: set it as a
 * session's user-auth factory.
 */
public final class PublicKeyLogin extends AbstractUserAuthFactory {
  private final IdentitySet identities;
  private final AlgorithmProposal algorithms;

  public PublicKeyLogin(IdentitySet identities, AlgorithmProposal algorithms) {
    super("publickey");
    this.identities = identities;
    this.algorithms = algorithms;
  }

  @Override
  public UserAuth createUserAuth(ClientSession session) {
    throw new UnsupportedOperationException("not written yet: " + identities + algorithms);
  }
}
