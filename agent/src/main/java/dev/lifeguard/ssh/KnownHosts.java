package dev.lifeguard.ssh;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;

/** The known_hosts files as they stood when they were read. Immutable. */
public final class KnownHosts {
  private final List<SshFinding> findings;

  private KnownHosts(List<SshFinding> findings) {
    this.findings = List.copyOf(findings);
  }

  /** Reads the files; one that is absent knows nobody. */
  public static KnownHosts read(List<Path> files) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Judges an offered host key or host certificate.
   *
   * @param name as in {@link ResolvedTarget.HostKeys#name()}
   */
  public HostKeyVerdict judge(String name, PublicKey offered, Instant now) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Lines that cannot be understood. */
  public List<SshFinding> findings() {
    return findings;
  }
}
