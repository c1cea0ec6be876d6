package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.config.FilePosition;
import java.util.List;

/** What known_hosts says about the key that a server offers. Keys are shown as type and SHA256. */
public sealed interface HostKeyVerdict {
  /** The key stands in the file. */
  record Known(FilePosition at) implements HostKeyVerdict {}

  /** A certificate, and the authority that signed it stands in the file. */
  record CertifiedBy(FilePosition at) implements HostKeyVerdict {}

  /**
   * No file has any key of the server.
   *
   * @param names what was looked for
   */
  record Unknown(List<String> names, String offered) implements HostKeyVerdict {
    public Unknown {
      names = List.copyOf(names);
    }
  }

  /** Only other keys are known for this server; one of another type counts as well. */
  record Changed(String expected, String offered, FilePosition at) implements HostKeyVerdict {}

  /** The key, or the authority that signed the certificate, is marked {@code @revoked}. */
  record Revoked(String key, FilePosition at) implements HostKeyVerdict {}

  /** A certificate of a known authority that is not good for this server now. */
  record CertificateRefused(String because, FilePosition at) implements HostKeyVerdict {}
}
