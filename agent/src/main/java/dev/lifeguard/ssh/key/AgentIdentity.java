package dev.lifeguard.ssh.key;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Map;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.common.session.SessionContext;

/**
 * A key whose private half stays in an ssh-agent.
 *
 * @param blob what the agent knows the key by
 * @param publicKey what is offered to the server: the key, or a certificate for it
 */
public record AgentIdentity(KeyAgent agent, KeyBlob blob, PublicKey publicKey)
    implements PublicKeyIdentity {

  @Override
  public KeyPair getKeyIdentity() {
    return new KeyPair(publicKey, null);
  }

  /** The agent's whole signature: hardware keys have more in it than algorithm and bytes. */
  @Override
  public Map.Entry<String, byte[]> sign(SessionContext session, String algorithm, byte[] data)
      throws IOException {
    return Map.entry(algorithm, agent.sign(blob, algorithm, data));
  }

  @Override
  public String toString() {
    return blob.described() + " (agent)";
  }
}
