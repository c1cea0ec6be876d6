package dev.lifeguard.peer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an SSH server is to be: each method answers a changed copy.
 *
 * @param lines go before ours, and sshd takes the first word it hears
 * @param matches {@code Match} blocks, after everything else
 * @param password of {@link Sshd#user()}, in a private /etc/shadow (root only)
 * @param elsewhere the host it runs on, when that is not ours
 */
public record SshdSetup(
    Peer server,
    List<SshKey.Type> hostKeys,
    List<String> lines,
    List<String> matches,
    Optional<String> password,
    Optional<NetNs> elsewhere) {

  static final SshdSetup PLAIN =
      new SshdSetup(
          Peer.SSHD,
          List.of(SshKey.Type.ED25519),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  public SshdSetup {
    hostKeys = List.copyOf(hostKeys);
    lines = List.copyOf(lines);
    matches = List.copyOf(matches);
  }

  public SshdSetup newer() {
    return new SshdSetup(Peer.NEWER_SSHD, hostKeys, lines, matches, password, elsewhere);
  }

  public SshdSetup hostKeys(SshKey.Type... types) {
    return new SshdSetup(server, List.of(types), lines, matches, password, elsewhere);
  }

  public SshdSetup config(String... more) {
    var all = Stream.concat(lines.stream(), Stream.of(more)).toList();
    return new SshdSetup(server, hostKeys, all, matches, password, elsewhere);
  }

  public SshdSetup match(String... more) {
    var all = Stream.concat(matches.stream(), Stream.of(more)).toList();
    return new SshdSetup(server, hostKeys, lines, all, password, elsewhere);
  }

  public SshdSetup password(String word) {
    return new SshdSetup(server, hostKeys, lines, matches, Optional.of(word), elsewhere);
  }

  public SshdSetup on(NetNs host) {
    return new SshdSetup(server, hostKeys, lines, matches, password, Optional.of(host));
  }

  public Sshd start() {
    return new Sshd(this);
  }
}
