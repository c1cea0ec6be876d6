package dev.lifeguard.app;

import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.TargetOutcome;
import dev.lifeguard.ssh.config.TargetResolver;
import java.util.Optional;

/** Where the first connection of an SSH login goes, by the OpenSSH configuration as it stands. */
final class Hops {
  private final TargetResolver resolver;

  /** Reads the configuration files: blocks. */
  Hops(SshEnvironment environment) {
    this.resolver = new TargetResolver(environment, OpenSshConfig.load(environment));
  }

  /** Empty when a command of the user's dials, or when the configuration cannot be used. */
  Optional<TcpTarget> first(SshSettings settings) {
    return switch (resolver.resolve(settings)) {
      case TargetOutcome.Unusable _ -> Optional.empty();
      case TargetOutcome.Resolved(var target) -> first(target);
    };
  }

  private static Optional<TcpTarget> first(ResolvedTarget target) {
    var hop = target.route().jumps().isEmpty() ? target : target.route().jumps().getFirst();
    if (hop.route().proxyCommand().isPresent()) return Optional.empty();
    return Optional.of(new TcpTarget(hop.login().host(), hop.login().port(), family(hop)));
  }

  private static TcpTarget.Family family(ResolvedTarget hop) {
    return switch (hop.route().family()) {
      case ANY -> TcpTarget.Family.ANY;
      case INET -> TcpTarget.Family.IPV4;
      case INET6 -> TcpTarget.Family.IPV6;
    };
  }
}
