package dev.lifeguard.ssh.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** What the text of a private key file is, told without opening the key. */
sealed interface KeyFileText {
  /** OpenSSH's own format, which shows the public key even of an encrypted private one. */
  record OpenSsh(KeyBlob publicKey, Protection protection) implements KeyFileText {}

  /** PEM, PKCS#1 or PKCS#8. */
  record Pem(Protection protection) implements KeyFileText {}

  /** No private key, in words that say what it is and what to do. */
  record Other(String what) implements KeyFileText {}

  /** Whether a passphrase is needed. */
  enum Protection {
    NONE,
    PASSPHRASE
  }

  String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
  String MAGIC = "openssh-key-v1\0";

  static KeyFileText of(String text) {
    var start = text.stripLeading();
    if (start.contains(OPENSSH))
      return openSsh(start).orElseGet(() -> new Other("the OpenSSH private key in it is damaged"));
    if (start.matches("(?s).*-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*")) return new Pem(pem(start));
    if (start.startsWith("PuTTY-User-Key-File"))
      return new Other("it is a PuTTY key; convert it with: puttygen FILE -O private-openssh");
    if (isPublic(start)) return new Other("it is a public key; name the private one");
    if (start.contains("-----BEGIN")) return new Other("it is PEM, but no private key");
    return new Other(start.isEmpty() ? "it is empty" : "it is no private key");
  }

  private static boolean isPublic(String text) {
    return text.matches("(?s)(ssh-|ecdsa-|sk-)\\S+ AAAA.*")
        || text.startsWith("---- BEGIN SSH2 PUBLIC KEY")
        || text.matches("(?s)-----BEGIN ([A-Z]+ )?PUBLIC KEY-----.*");
  }

  private static Protection pem(String text) {
    boolean locked =
        text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED");
    return locked ? Protection.PASSPHRASE : Protection.NONE;
  }

  private static Optional<KeyFileText> openSsh(String text) {
    try {
      int begin = text.indexOf(OPENSSH) + OPENSSH.length();
      int end = text.indexOf("-----END", begin);
      var bytes = Base64.getMimeDecoder().decode(text.substring(begin, end));
      var magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
      if (!Arrays.equals(Arrays.copyOf(bytes, magic.length), magic)) return Optional.empty();
      var buffer = ByteBuffer.wrap(bytes).position(magic.length);
      var cipher = new String(string(buffer), StandardCharsets.US_ASCII);
      string(buffer); // the name of the key derivation
      string(buffer); // and its options
      buffer.getInt(); // how many keys; OpenSSH itself takes one only
      var protection = cipher.equals("none") ? Protection.NONE : Protection.PASSPHRASE;
      return KeyBlob.of(string(buffer)).map(key -> new OpenSsh(key, protection));
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | java.nio.BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static byte[] string(ByteBuffer buffer) {
    int length = buffer.getInt();
    if (length < 0 || length > buffer.remaining()) throw new IndexOutOfBoundsException(length);
    var bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }
}
