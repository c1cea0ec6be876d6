package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Alternative;
import dev.lifeguard.diagnosis.evidence.Sign.Role;
import dev.lifeguard.ssh.config.OpenSshConfig;
import dev.lifeguard.ssh.config.OpenSshConfig.HostEntry;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.TargetOutcome;
import dev.lifeguard.ssh.config.TargetResolver;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the files say about an SSH login: whether the names in them exist, and whether one value
 * hides another. Reads files, dials nothing by itself.
 */
final class FilesLook {
  private final SshEnvironment environment;
  private final OpenSshConfig config;
  private final SshSettings settings;

  /** Whether anybody takes connections at the place where another value would lead. */
  private final Predicate<ResolvedTarget> answers;

  FilesLook(SshEnvironment environment, SshSettings settings, Predicate<ResolvedTarget> answers) {
    this.environment = environment;
    this.config = OpenSshConfig.load(environment);
    this.settings = settings;
    this.answers = answers;
  }

  /** Where the login leads; empty, and noted, when that cannot be said. */
  Optional<ResolvedTarget> look(Notebook notebook) {
    if (host().isBlank()) notebook.sign(new Sign.HostEmpty(Role.TARGET));
    if (settings.jump().stream().anyMatch(String::isBlank))
      notebook.sign(new Sign.HostEmpty(Role.JUMP));
    return switch (new TargetResolver(environment, config).resolve(settings)) {
      case TargetOutcome.Unusable(var failure, _) -> {
        notebook.failed(PathLayer.FILES, "OpenSSH configuration", failure);
        yield Optional.empty();
      }
      case TargetOutcome.Resolved(var target) -> {
        describe(notebook, target);
        yield Optional.of(target);
      }
    };
  }

  private void describe(Notebook notebook, ResolvedTarget target) {
    alias(Role.TARGET, target.alias()).ifPresent(notebook::sign);
    for (var jump : target.route().jumps())
      alias(Role.JUMP, jump.alias()).ifPresent(notebook::sign);
    notebook.info(PathLayer.FILES, "leads to", way(target));
    var keepalive = target.patience().keepalive();
    notebook.sign(new Sign.Watched(keepalive.every(), keepalive.patience()));
  }

  private static String way(ResolvedTarget target) {
    var text = new StringBuilder(target.login().toString());
    for (var jump : target.route().jumps().reversed()) text.append(" via ").append(jump.login());
    target.route().proxyCommand().ifPresent(_ -> text.append(" via ProxyCommand"));
    return text.toString();
  }

  private Optional<Sign> alias(Role role, String alias) {
    if (config.names(alias) || isAddress(alias)) return Optional.empty();
    var aliases =
        config.hosts().stream()
            .filter(HostEntry::isAlias)
            .map(HostEntry::pattern)
            .distinct()
            .toList();
    return Optional.of(new Sign.AliasUnknown(role, alias, Nearest.to(alias, aliases)));
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+") || host.equals("localhost");
  }

  /**
   * What hides what; asks whether the hidden value leads to somebody: only worth it when broken.
   */
  List<Sign> hidden(ResolvedTarget target) {
    return java.util.stream.Stream.concat(twice(target).stream(), shadowed(target).stream())
        .toList();
  }

  private Optional<Sign> twice(ResolvedTarget target) {
    var entries =
        config.hosts().stream().filter(entry -> entry.pattern().equals(target.alias())).toList();
    if (entries.size() < 2) return Optional.empty();
    var other = new TargetResolver(environment, config.without(entries.getFirst()));
    return resolved(other, settings)
        .flatMap(
            hidden ->
                difference(target, hidden)
                    .map(
                        text ->
                            new Sign.AliasTwice(
                                target.alias(),
                                entries.stream().map(entry -> entry.at().toString()).toList(),
                                text,
                                alternative(target, hidden))));
  }

  /** What Lifeguard's file, or the command line, says against the OpenSSH configuration. */
  private Optional<Sign> shadowed(ResolvedTarget target) {
    if (!config.names(target.alias())) return Optional.empty();
    var plain = SshSettings.to(target.alias());
    return resolved(new TargetResolver(environment, config), plain)
        .flatMap(
            hidden ->
                Shadow.of(target, hidden)
                    .map(
                        shadow ->
                            new Sign.Shadowed(
                                shadow.setting(),
                                shadow.inForce(),
                                "the tunnel's own settings",
                                shadow.loser(),
                                "the OpenSSH configuration",
                                alternative(target, hidden))));
  }

  private Optional<Alternative> alternative(ResolvedTarget target, ResolvedTarget hidden) {
    return Shadow.sameWay(target, hidden)
        ? Optional.empty()
        : Optional.of(new Alternative(hidden.login().toString(), answers.test(hidden)));
  }

  private static Optional<String> difference(ResolvedTarget target, ResolvedTarget hidden) {
    return Shadow.of(target, hidden)
        .map(it -> it.setting() + " " + it.inForce() + ", later " + it.loser());
  }

  private static Optional<ResolvedTarget> resolved(TargetResolver resolver, SshSettings settings) {
    return resolver.resolve(settings) instanceof TargetOutcome.Resolved(var target)
        ? Optional.of(target)
        : Optional.empty();
  }

  private String host() {
    var bare = settings.destination().replaceFirst("^ssh://", "");
    var host = bare.substring(bare.lastIndexOf('@') + 1);
    return host.startsWith(":") ? "" : host;
  }
}
