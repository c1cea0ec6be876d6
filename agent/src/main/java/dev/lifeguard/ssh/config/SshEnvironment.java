package dev.lifeguard.ssh.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ssh} takes from around itself: who runs it, where, with which files and environment.
 *
 * @param userConfig the user's configuration file; empty: none is read
 * @param systemConfig the machine's configuration file; empty: none is read
 */
public record SshEnvironment(
    LocalUser user,
    String localHost,
    Map<String, String> variables,
    Optional<Path> userConfig,
    Optional<Path> systemConfig) {

  public SshEnvironment {
    variables = Map.copyOf(variables);
  }

  /** The account that the agent runs under. */
  public record LocalUser(String name, long uid, Path home) {}

  /** The process's own surroundings, and the files that {@code ssh} reads by default. */
  public static SshEnvironment real() {
    var home = Path.of(System.getProperty("user.home"));
    return new SshEnvironment(
        new LocalUser(System.getProperty("user.name"), uid(), home),
        localHostName(),
        System.getenv(),
        Optional.of(home.resolve(".ssh/config")),
        Optional.of(Path.of("/etc/ssh/ssh_config")));
  }

  /** Where relative user files live. */
  Path userDirectory() {
    return user.home().resolve(".ssh");
  }

  /** Of this process. */
  public static long uid() {
    try {
      return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    } catch (IOException | UnsupportedOperationException e) {
      return uidOfHome(Path.of(System.getProperty("user.home")));
    }
  }

  private static long uidOfHome(Path home) {
    try {
      return ((Number) Files.getAttribute(home, "unix:uid")).longValue();
    } catch (IOException | UnsupportedOperationException e) {
      return 0; // there is no third place to ask
    }
  }

  private static String localHostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return addressName();
    }
  }

  private static String addressName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
