package dev.lifeguard.ssh.key;

import dev.lifeguard.ssh.config.ResolvedTarget.HostKeys;

/** The host key that a server showed, with what its known_hosts files say to it. */
public final class HostKeyOffer {
  private final HostKeys trusted;
  private final HostKeyVerdict verdict;
  private final KeyBlob key;

  public HostKeyOffer(HostKeys trusted, HostKeyVerdict verdict, KeyBlob key) {
    this.trusted = trusted;
    this.verdict = verdict;
    this.key = key;
  }

  /** What the server is known as, and in which files. */
  public HostKeys trusted() {
    return trusted;
  }

  public HostKeyVerdict verdict() {
    return verdict;
  }

  /** As {@code ssh-keygen -l} shows it: {@code SHA256:...}. */
  public String fingerprint() {
    return key.fingerprint();
  }

  KeyBlob key() {
    return key;
  }

  /** Type and fingerprint, for people. */
  @Override
  public String toString() {
    return key.described();
  }
}
