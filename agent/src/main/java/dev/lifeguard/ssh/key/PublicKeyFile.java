package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.key.KeyFileText.OpenSsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the public half of an identity without opening the private one. */
public final class PublicKeyFile {
  private PublicKeyFile() {}

  /** From the private key file itself, as far as it shows it, else from the file beside it. */
  public static Optional<KeyBlob> of(Path identity) {
    return text(identity)
        .flatMap(PublicKeyFile::shown)
        .or(() -> text(beside(identity, ".pub")).flatMap(PublicKeyFile::line));
  }

  /** The key or certificate of a public key file. */
  static Optional<KeyBlob> read(Path file) {
    return text(file).flatMap(PublicKeyFile::line);
  }

  static Path beside(Path identity, String suffix) {
    return identity.resolveSibling(identity.getFileName() + suffix);
  }

  private static Optional<KeyBlob> shown(String text) {
    return KeyFileText.of(text) instanceof OpenSsh(var key, _) ? Optional.of(key) : line(text);
  }

  private static Optional<KeyBlob> line(String text) {
    var words = text.strip().split("\\s+", 3);
    if (words.length < 2) return Optional.empty();
    return KeyBlob.ofBase64(words[1]).filter(key -> key.type().equals(words[0]));
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(PrivateKeyFile.text(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // whoever needs the private key will say why it cannot be read
    }
  }
}
