package dev.lifeguard.ssh.key;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;

/**
 * A private key from a file.
 *
 * @param pair its public half is an OpenSSH certificate if there is one for the key
 * @param fingerprint as {@code ssh-keygen -l} shows it: {@code SHA256:...}
 * @param modified when the file was last written, which is how old we take the key to be
 */
public record LoadedKey(KeyPair pair, String fingerprint, Path file, Instant modified) {
  @Override
  public String toString() {
    return file + " " + fingerprint;
  }
}
