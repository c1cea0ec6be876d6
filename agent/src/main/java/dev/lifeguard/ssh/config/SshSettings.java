package dev.lifeguard.ssh.config;

import dev.lifeguard.config.SecretSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach one SSH server, as the user wrote it. What is left out comes from OpenSSH's client
 * configuration, then from our defaults.
 *
 * @param destination {@code [user@]host[:port]}, or a Host alias of the OpenSSH configuration
 * @param jump hosts on the way, first hop first; empty: as the OpenSSH configuration says
 * @param identities private key files; empty: as the OpenSSH configuration says
 * @param knownHosts empty: as the OpenSSH configuration says
 * @param keepalive empty: as the OpenSSH configuration says, or {@link Keepalive#DEFAULT}
 */
public record SshSettings(
    String destination,
    List<String> jump,
    List<Path> identities,
    SecretSource passphrase,
    SecretSource password,
    Optional<HostKeyPolicy> hostKeyPolicy,
    List<Path> knownHosts,
    Optional<Duration> connectTimeout,
    Optional<Keepalive> keepalive) {

  public SshSettings {
    jump = List.copyOf(jump);
    identities = List.copyOf(identities);
    knownHosts = List.copyOf(knownHosts);
  }

  /** What to do with a host key that no known_hosts file names. A changed key is always refused. */
  public enum HostKeyPolicy {
    STRICT,
    ACCEPT_NEW
  }

  /** A question on the session every so often; so many without an answer in time end it. */
  public record Keepalive(Duration every, int misses) {
    public static final Keepalive DEFAULT = new Keepalive(Duration.ofSeconds(5), 2);

    /** An answer that takes longer comes too late; what follows a miss follows sooner. */
    public Duration patience() {
      return every.plus(hurried().multipliedBy(Math.max(0, misses - 1)));
    }

    public Duration hurried() {
      return every.multipliedBy(4).dividedBy(5);
    }
  }

  /** Everything but the destination left to the OpenSSH configuration and the defaults. */
  public static SshSettings to(String destination) {
    return new SshSettings(
        destination,
        List.of(),
        List.of(),
        new SecretSource.None(),
        new SecretSource.None(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether the destination can be one at all: {@code ssh} would refuse any other. */
  public boolean isWellFormed() {
    return JumpSpec.parse(destination).isPresent();
  }

  /** The host as it is written, which may be an alias. */
  public String writtenHost() {
    return JumpSpec.parse(destination).map(JumpSpec::host).orElse(destination);
  }

  /** Empty where the port is left to the configuration of ssh. */
  public Optional<Integer> writtenPort() {
    return JumpSpec.parse(destination).flatMap(JumpSpec::port);
  }

  /** Where to log in, as people type it: {@code ssh} and its kin know no {@code host:port}. */
  public String typed() {
    var way = jump.isEmpty() ? "" : "-o ProxyJump=" + String.join(",", jump) + " ";
    return way + JumpSpec.parse(destination).map(JumpSpec::typed).orElse(destination);
  }
}
