package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.algorithm.Wildcard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The OpenSSH client configuration as it stood when it was read: user file, then system file, with
 * all that they include. Immutable; read again when one of {@link #files()} changes.
 */
public final class OpenSshConfig {
  private final List<ConfigNode> userLines;
  private final List<ConfigNode> systemLines;
  private final List<SshFinding> findings = new ArrayList<>();
  private final List<HostEntry> hosts = new ArrayList<>();
  private final Set<Path> files = new LinkedHashSet<>();

  private OpenSshConfig(SshEnvironment environment) {
    var user = new ConfigReader(environment, ConfigReader.Owner.USER, environment.userDirectory());
    userLines = environment.userConfig().map(user::read).orElse(List.of());
    keep(user);
    var etc = environment.systemConfig().map(Path::toAbsolutePath).map(Path::getParent);
    var system =
        new ConfigReader(environment, ConfigReader.Owner.SYSTEM, etc.orElse(Path.of("/etc/ssh")));
    systemLines = environment.systemConfig().map(system::read).orElse(List.of());
    keep(system);
  }

  private OpenSshConfig(List<ConfigNode> userLines, List<ConfigNode> systemLines) {
    this.userLines = userLines;
    this.systemLines = systemLines;
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
    return new OpenSshConfig(environment);
  }

  /** What is wrong or not honoured in the files, whichever host is asked for. */
  public List<SshFinding> findings() {
    return List.copyOf(findings);
  }

  /** Every pattern of every {@code Host} line, in the order of reading. */
  public List<HostEntry> hosts() {
    return List.copyOf(hosts);
  }

  /** Whether some Host line means this very name; a pattern for all hosts does not count. */
  public boolean names(String host) {
    return hosts.stream()
        .map(HostEntry::pattern)
        .filter(pattern -> !pattern.equals("*") && !pattern.startsWith("!"))
        .anyMatch(pattern -> Wildcard.matches(host, pattern));
  }

  /** What would hold if the block of that Host line were not there. */
  public OpenSshConfig without(HostEntry entry) {
    return new OpenSshConfig(
        HostBlocks.without(userLines, entry.at()), HostBlocks.without(systemLines, entry.at()));
  }

  /** Every file that was read or looked for, to be watched for change. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  List<ConfigNode> userLines() {
    return userLines;
  }

  List<ConfigNode> systemLines() {
    return systemLines;
  }

  private void keep(ConfigReader reader) {
    findings.addAll(reader.findings);
    hosts.addAll(reader.hosts);
    files.addAll(reader.files);
  }
}
