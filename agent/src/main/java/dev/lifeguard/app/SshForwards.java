package dev.lifeguard.app;

import dev.lifeguard.app.FoundGateway.FoundTunnel;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.OpenSshConfig.HostEntry;
import dev.lifeguard.ssh.config.ResolvedTarget.ConfiguredForward;
import dev.lifeguard.ssh.config.ResolvedTarget.ForwardDirection;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.TargetOutcome;
import dev.lifeguard.ssh.config.TargetResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The Hosts of {@code ~/.ssh/config} whose LocalForward leads to a gateway. */
final class SshForwards {
  private static final String LOOPBACK = "127.0.0.1";

  private final Surroundings surroundings;
  private final Set<Integer> gatewayPorts;

  /**
   * @param gatewayPorts where gateways listen, on the far side
   */
  SshForwards(Surroundings surroundings, Set<Integer> gatewayPorts) {
    this.surroundings = surroundings;
    this.gatewayPorts = Set.copyOf(gatewayPorts);
  }

  List<FoundGateway> gateways() {
    var environment = environment();
    var config = OpenSshConfig.load(environment);
    var resolver = new TargetResolver(environment, config);
    return config.hosts().stream()
        .filter(HostEntry::isAlias)
        .map(HostEntry::pattern)
        .distinct()
        .flatMap(alias -> gateways(alias, resolver))
        .toList();
  }

  private Stream<FoundGateway> gateways(String alias, TargetResolver resolver) {
    return switch (resolver.resolve(SshSettings.to(alias))) {
      case TargetOutcome.Unusable _ -> Stream.empty();
      case TargetOutcome.Resolved(var target) ->
          target.forwards().stream()
              .filter(this::leadsToGateway)
              .map(forward -> gateway(alias, forward));
    };
  }

  private boolean leadsToGateway(ConfiguredForward forward) {
    return forward.direction() == ForwardDirection.LOCAL
        && forward.listen().socket().isEmpty()
        && forward.connect().socket().isEmpty()
        && gatewayPorts.contains(forward.connect().port());
  }

  private FoundGateway gateway(String alias, ConfiguredForward forward) {
    var local =
        new HostPort(
            forward.listen().host().filter(SshForwards::isLoopback).orElse(LOOPBACK),
            forward.listen().port());
    var host = forward.connect().host().filter(far -> !far.equals("localhost")).orElse(LOOPBACK);
    var remote = new HostPort(host, forward.connect().port());
    var tunnel = new FoundTunnel(alias, Optional.empty(), local.toString(), remote.toString());
    return new FoundGateway(
        FoundNames.name(alias),
        "found as LocalForward at " + forward.at() + "; end that ssh before Lifeguard keeps it up",
        "ws://" + local,
        Optional.of(
            LocalOpenClaw.fromEnvironment(
                "token", "OPENCLAW_GATEWAY_TOKEN", surroundings.environment())),
        Optional.empty(),
        Optional.of(tunnel));
  }

  /** A literal one: a name may mean several addresses, or none. */
  private static boolean isLoopback(String host) {
    return host.matches("[0-9.:]+") && new HostPort(host, 0).isLoopback();
  }

  private SshEnvironment environment() {
    var real = SshEnvironment.real();
    var user =
        new SshEnvironment.LocalUser(real.user().name(), real.user().uid(), surroundings.home());
    return new SshEnvironment(
        user,
        real.localHost(),
        surroundings.environment(),
        Optional.of(surroundings.home().resolve(".ssh/config")),
        Optional.<Path>empty());
  }
}
