package dev.lifeguard.baseline;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Of which type a private key is, without opening it: OpenSSH's own format keeps the public half
 * readable even when the private one is encrypted.
 */
final class KeyKind {
  private static final String MAGIC = "openssh-key-v1\0";
  private static final int LONGEST = 65_536;

  private KeyKind() {}

  /** Such as {@code ssh-ed25519}; empty when the text is no private key that we know. */
  static Optional<String> of(String text) {
    if (text.contains("BEGIN OPENSSH PRIVATE KEY")) return openSsh(text);
    if (text.contains("BEGIN RSA PRIVATE KEY")) return Optional.of("ssh-rsa");
    if (text.contains("BEGIN EC PRIVATE KEY")) return Optional.of("ecdsa");
    if (text.contains("BEGIN DSA PRIVATE KEY")) return Optional.of("ssh-dss");
    return Optional.empty();
  }

  static boolean isPrivateKey(String text) {
    return text.contains("PRIVATE KEY-----");
  }

  private static Optional<String> openSsh(String text) {
    try (var in = new DataInputStream(new ByteArrayInputStream(body(text)))) {
      in.skipNBytes(MAGIC.length());
      for (var field = 0; field < 3; field++) string(in); // cipher, kdf, its options
      in.readInt(); // how many keys: one
      var publicKey = new DataInputStream(new ByteArrayInputStream(string(in)));
      return Optional.of(new String(string(publicKey), StandardCharsets.US_ASCII));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] body(String text) {
    var lines = text.lines().filter(line -> !line.startsWith("-----")).map(String::strip).toList();
    return Base64.getDecoder().decode(String.join("", lines));
  }

  private static byte[] string(DataInputStream in) throws IOException {
    var length = in.readInt();
    if (length < 0 || length > LONGEST) throw new IOException("no key");
    return in.readNBytes(length);
  }
}
