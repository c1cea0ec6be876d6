package dev.lifeguard.ssh;

import dev.lifeguard.config.SecretSource;
import java.nio.file.Path;

/** Reads private key files as {@code ssh} does, and refuses those that others can read. */
public final class PrivateKeyFile {
  private PrivateKeyFile() {}

  public static KeyOutcome load(Path file, SecretSource passphrase) {
    throw new UnsupportedOperationException("not written yet");
  }
}
