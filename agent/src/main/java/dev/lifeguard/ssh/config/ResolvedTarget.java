package dev.lifeguard.ssh.config;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.ssh.algorithm.AlgorithmSpecs;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that is needed to log in to one SSH server, decided: command line, our settings, the user's
 * and the system's OpenSSH configuration and the defaults, in this order.
 *
 * @param alias the name as the user gave it
 * @param forwards LocalForward and RemoteForward of the OpenSSH configuration
 * @param findings what concerns this target; those of whole files are in {@link OpenSshConfig}
 */
public record ResolvedTarget(
    String alias,
    Login login,
    Route route,
    Credentials credentials,
    HostKeys hostKeys,
    Patience patience,
    AlgorithmSpecs algorithms,
    List<ConfiguredForward> forwards,
    List<SshFinding> findings) {

  public ResolvedTarget {
    forwards = List.copyOf(forwards);
    findings = List.copyOf(findings);
  }

  /** Who logs in where. */
  public record Login(String user, String host, int port) {
    @Override
    public String toString() {
      return user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * The way to the server.
   *
   * @param jumps the servers on the way, first hop first; none of them jumps by itself, each is
   *     dialled through the one before it, and only the first one's route may say how to dial
   * @param proxyCommand a shell command whose standard streams are the connection; never together
   *     with jumps
   */
  public record Route(
      List<ResolvedTarget> jumps,
      Optional<String> proxyCommand,
      AddressFamily family,
      Optional<String> bindAddress) {
    public Route {
      jumps = List.copyOf(jumps);
    }

    /** Straight over the network, any family. */
    public static Route direct() {
      return new Route(List.of(), Optional.empty(), AddressFamily.ANY, Optional.empty());
    }
  }

  /** Which addresses of a name may be dialled. */
  public enum AddressFamily {
    ANY,
    INET,
    INET6
  }

  /**
   * What we can show to be let in.
   *
   * @param agent the ssh-agent's socket, if one may be asked
   * @param methods in the order in which they are tried
   */
  public record Credentials(
      List<IdentityFile> identities,
      List<Path> certificates,
      boolean identitiesOnly,
      Optional<Path> agent,
      List<AuthMethod> methods,
      SecretSource passphrase,
      SecretSource password) {
    public Credentials {
      identities = List.copyOf(identities);
      certificates = List.copyOf(certificates);
      methods = List.copyOf(methods);
    }
  }

  /**
   * A private key file.
   *
   * @param asked somebody named it; else it is one of the files that {@code ssh} tries by itself,
   *     whose absence is no failure
   */
  public record IdentityFile(Path file, boolean asked) {}

  /** The authentication methods that we speak, under their SSH names. */
  public enum AuthMethod {
    PUBLIC_KEY("publickey"),
    KEYBOARD_INTERACTIVE("keyboard-interactive"),
    PASSWORD("password");

    private final String code;

    AuthMethod(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /**
   * How the server proves itself.
   *
   * @param name what known_hosts knows the server as: HostKeyAlias, else {@code host} or {@code
   *     [host]:port}
   * @param certificateName what a host certificate must be for: HostKeyAlias, else the host
   * @param hashNames names that we append are hashed
   */
  public record HostKeys(
      HostKeyPolicy policy,
      String name,
      String certificateName,
      List<Path> userFiles,
      List<Path> globalFiles,
      boolean hashNames) {
    public HostKeys {
      userFiles = List.copyOf(userFiles);
      globalFiles = List.copyOf(globalFiles);
    }
  }

  /** How long we wait for what. */
  public record Patience(Duration connectTimeout, Keepalive keepalive, boolean tcpKeepAlive) {}

  /** Which side listens. */
  public enum ForwardDirection {
    LOCAL,
    REMOTE,
    DYNAMIC
  }

  /** A forward of the OpenSSH configuration; {@code ssh -L}'s notation in its two halves. */
  public record ConfiguredForward(
      ForwardDirection direction, Place listen, Place connect, FilePosition at) {}

  /**
   * One end of a forward.
   *
   * @param host empty: as {@code ssh} chooses
   * @param socket the path of a unix socket instead of host and port
   */
  public record Place(Optional<String> host, int port, Optional<String> socket) {}

  /** The same server, dialled through whatever the caller has at hand. */
  ResolvedTarget withoutJumps() {
    var straight = new Route(List.of(), route.proxyCommand, route.family, route.bindAddress);
    return new ResolvedTarget(
        alias, login, straight, credentials, hostKeys, patience, algorithms, forwards, findings);
  }

  /** Targets with equal keys may share one session. */
  public SessionKey sessionKey() {
    return new SessionKey(
        login,
        route.jumps().stream().map(ResolvedTarget::sessionKey).toList(),
        route.proxyCommand(),
        credentials,
        hostKeys);
  }

  /** Who, where, on which way, as whom, and trusting whom. */
  public record SessionKey(
      Login login,
      List<SessionKey> jumps,
      Optional<String> proxyCommand,
      Credentials credentials,
      HostKeys hostKeys) {}
}
