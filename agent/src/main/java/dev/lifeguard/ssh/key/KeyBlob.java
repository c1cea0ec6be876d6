package dev.lifeguard.ssh.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** A public key or certificate as it goes over the wire: what two keys are compared by. */
public final class KeyBlob {
  private static final int LONGEST_TYPE = 128;

  private final String type;
  private final byte[] bytes;

  private KeyBlob(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** Empty if the bytes do not begin with the name of a key type. */
  static Optional<KeyBlob> of(byte[] bytes) {
    if (bytes.length < 5) return Optional.empty();
    int length = ByteBuffer.wrap(bytes).getInt();
    if (length <= 0 || length > LONGEST_TYPE || length > bytes.length - 4) return Optional.empty();
    var type = new String(bytes, 4, length, StandardCharsets.US_ASCII);
    return Optional.of(new KeyBlob(type, bytes.clone()));
  }

  static Optional<KeyBlob> ofBase64(String text) {
    try {
      return of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static KeyBlob of(PublicKey key) {
    var buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    return of(buffer.getCompactData())
        .orElseThrow(() -> new IllegalArgumentException("no SSH key: " + key.getAlgorithm()));
  }

  /** The key that a certificate certifies; any other key itself. */
  public static KeyBlob plain(PublicKey key) {
    return of(key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key);
  }

  /** Empty for a key type that we cannot use. */
  Optional<PublicKey> publicKey() {
    try {
      return Optional.of(new ByteArrayBuffer(bytes()).getRawPublicKey());
    } catch (SshException | RuntimeException e) {
      return Optional.empty(); // bytes of others: any parser may stumble over them
    }
  }

  /** As in the blob itself: {@code ssh-ed25519}, {@code ssh-rsa-cert-v01@openssh.com}. */
  String type() {
    return type;
  }

  boolean isCertificate() {
    return type.contains("-cert-v0");
  }

  /** Kept on a hardware token: only an agent can sign with it. */
  boolean isHardware() {
    return type.startsWith("sk-");
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** As {@code ssh-keygen -l} shows it. */
  public String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Type and fingerprint, for people. */
  public String described() {
    return type + " " + fingerprint();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyBlob that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return described();
  }
}
