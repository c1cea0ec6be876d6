package dev.lifeguard.ssh.key;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.BuiltinSignatures;

/** A key that was read from a file, and signs here. */
record FileIdentity(KeyPair pair, Path file) implements PublicKeyIdentity {
  @Override
  public KeyPair getKeyIdentity() {
    return pair;
  }

  @Override
  public Map.Entry<String, byte[]> sign(SessionContext session, String algorithm, byte[] data)
      throws Exception {
    var signature = BuiltinSignatures.resolveFactory(algorithm).create();
    signature.initSigner(session, pair.getPrivate());
    signature.update(session, data);
    return Map.entry(algorithm, signature.sign(session));
  }

  @Override
  public String toString() {
    return KeyBlob.of(pair.getPublic()).described() + " (" + file + ")";
  }
}
