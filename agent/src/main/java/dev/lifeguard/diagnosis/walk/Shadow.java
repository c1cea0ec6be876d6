package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.ssh.config.ResolvedTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first thing in which two readings of one destination differ. Pure. */
record Shadow(String setting, String inForce, String loser) {

  static Optional<Shadow> of(ResolvedTarget target, ResolvedTarget hidden) {
    var one = target.login();
    var other = hidden.login();
    if (!one.host().equals(other.host()))
      return Optional.of(new Shadow("HostName", one.host(), other.host()));
    if (one.port() != other.port())
      return Optional.of(
          new Shadow("Port", Integer.toString(one.port()), Integer.toString(other.port())));
    if (!one.user().equals(other.user()))
      return Optional.of(new Shadow("User", one.user(), other.user()));
    if (!jumps(target).equals(jumps(hidden)))
      return Optional.of(new Shadow("ProxyJump", jumps(target), jumps(hidden)));
    if (!keys(target).equals(keys(hidden)))
      return Optional.of(new Shadow("IdentityFile", keys(target), keys(hidden)));
    return Optional.empty();
  }

  /** Whether both lead to the same server on the same way: then a look there tells nothing. */
  static boolean sameWay(ResolvedTarget target, ResolvedTarget hidden) {
    return target.login().host().equals(hidden.login().host())
        && target.login().port() == hidden.login().port()
        && jumps(target).equals(jumps(hidden));
  }

  private static String jumps(ResolvedTarget target) {
    var jumps = target.route().jumps();
    return jumps.isEmpty()
        ? "none"
        : jumps.stream().map(it -> it.login().toString()).collect(Collectors.joining(","));
  }

  private static String keys(ResolvedTarget target) {
    List<Path> files =
        target.credentials().identities().stream()
            .filter(ResolvedTarget.IdentityFile::asked)
            .map(ResolvedTarget.IdentityFile::file)
            .toList();
    return files.isEmpty()
        ? "the usual keys"
        : files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
