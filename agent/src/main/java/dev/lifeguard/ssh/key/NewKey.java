package dev.lifeguard.ssh.key;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * An ed25519 key that we made: the private half in a file that only its owner can read, the public
 * half beside it.
 *
 * @param publicLine {@code type base64 comment}, as in authorized_keys
 */
public record NewKey(Path file, String publicLine, String fingerprint) {
  private static final Set<StandardOpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** Never overwrites a file. Blocks. */
  public static NewKey make(Path file, String comment) {
    if (!comment.matches("[A-Za-z0-9@._-]{1,100}"))
      throw new IllegalArgumentException("no comment for a key: " + comment);
    try {
      var pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
      write(file, secret(pair, comment), "rw-------");
      var blob = KeyBlob.of(pair.getPublic());
      var line = KeyPairProvider.SSH_ED25519 + " " + blob.base64() + " " + comment;
      write(
          PublicKeyFile.beside(file, ".pub"),
          (line + "\n").getBytes(StandardCharsets.US_ASCII),
          "rw-r--r--");
      return new NewKey(file, line, blob.fingerprint());
    } catch (FileAlreadyExistsException e) {
      throw new FailedException(Reason.NOT_SUPPORTED, e.getMessage() + " exists already");
    } catch (IOException | GeneralSecurityException e) {
      throw new FailedException(Reason.KEY_INVALID, file + " cannot be made: " + e.getMessage());
    }
  }

  /** Removes both files. */
  public void discard() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(PublicKeyFile.beside(file, ".pub"));
    } catch (IOException e) {
      throw new FailedException(Reason.KEY_INVALID, file + " cannot be removed: " + e.getMessage());
    }
  }

  private static byte[] secret(KeyPair pair, String comment)
      throws IOException, GeneralSecurityException {
    var text = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, comment, null, text);
    return text.toByteArray();
  }

  private static void write(Path file, byte[] text, String mode) throws IOException {
    var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    try (var channel = FileChannel.open(file, FRESH, permissions);
        var out = Channels.newOutputStream(channel)) {
      out.write(text);
      channel.force(true);
    }
  }

  @Override
  public String toString() {
    return file + " " + fingerprint;
  }
}
