package dev.lifeguard.ssh;

import java.util.List;

/**
 * What known_hosts says about the key that a server offers. Fingerprints are {@code SHA256:...}.
 */
public sealed interface HostKeyVerdict {
  /** The key, or the authority that signed the certificate, stands in the file. */
  record Known(FilePosition at) implements HostKeyVerdict {}

  /**
   * No file has a key of the server of the offered type, nor one of another type.
   *
   * @param names what was looked for
   */
  record Unknown(List<String> names, String offered) implements HostKeyVerdict {
    public Unknown {
      names = List.copyOf(names);
    }
  }

  /** Another key is known for this server. */
  record Changed(String expected, String offered, FilePosition at) implements HostKeyVerdict {}

  /** The key, or the authority that signed the certificate, is marked {@code @revoked}. */
  record Revoked(String offered, FilePosition at) implements HostKeyVerdict {}

  /** A certificate of a known authority that is not good for this server now. */
  record CertificateRefused(String because, FilePosition at) implements HostKeyVerdict {}
}
