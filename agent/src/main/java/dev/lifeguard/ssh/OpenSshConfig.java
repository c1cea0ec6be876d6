package dev.lifeguard.ssh;

import java.nio.file.Path;
import java.util.List;

/**
 * The OpenSSH client configuration as it stood when it was read: user file, then system file, with
 * all that they include. Immutable; read again when one of {@link #files()} changes.
 */
public final class OpenSshConfig {
  private final List<SshFinding> findings;
  private final List<HostEntry> hosts;
  private final List<Path> files;

  private OpenSshConfig(List<SshFinding> findings, List<HostEntry> hosts, List<Path> files) {
    this.findings = List.copyOf(findings);
    this.hosts = List.copyOf(hosts);
    this.files = List.copyOf(files);
  }

  /** One pattern of a {@code Host} line. */
  public record HostEntry(String pattern, FilePosition at) {
    /** A name that a user can type, and no pattern. */
    public boolean isAlias() {
      return pattern.chars().noneMatch(c -> c == '*' || c == '?' || c == '!');
    }
  }

  /** Reads the files that the environment names; what cannot be read is among the findings. */
  public static OpenSshConfig load(SshEnvironment environment) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** No configuration at all. */
  public static OpenSshConfig empty() {
    return new OpenSshConfig(List.of(), List.of(), List.of());
  }

  /** What is wrong or not honoured in the files, whichever host is asked for. */
  public List<SshFinding> findings() {
    return findings;
  }

  /** Every pattern of every {@code Host} line, in the order of reading. */
  public List<HostEntry> hosts() {
    return hosts;
  }

  /** Every file that was read or looked for, to be watched for change. */
  public List<Path> files() {
    return files;
  }
}
