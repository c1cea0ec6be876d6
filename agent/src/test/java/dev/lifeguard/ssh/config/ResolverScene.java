package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.config.SshEnvironment.LocalUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A user's home and the two files that a destination is resolved with. */
final class ResolverScene {
  final Path home;
  String userFile = "";
  String systemFile = "";

  ResolverScene(Path home) {
    this.home = home;
  }

  static String way(ResolvedTarget target) {
    return target.route().jumps().stream()
        .map(hop -> hop.login().toString().replaceFirst("^me@", "").replaceFirst(":22$", ""))
        .collect(Collectors.joining(" "));
  }

  ResolvedTarget target(String destination) {
    return target(SshSettings.to(destination));
  }

  ResolvedTarget target(SshSettings settings, String... options) {
    return switch (resolver().resolve(settings, List.of(options))) {
      case TargetOutcome.Resolved(var target) -> target;
      case TargetOutcome.Unusable(var failure, _) -> throw new AssertionError(failure.toString());
    };
  }

  String unusable(String destination) {
    return switch (resolver().resolve(SshSettings.to(destination))) {
      case TargetOutcome.Resolved(var target) -> throw new AssertionError(target.toString());
      case TargetOutcome.Unusable(var failure, _) -> failure.toString();
    };
  }

  TargetResolver resolver() {
    return new TargetResolver(environment(), OpenSshConfig.load(environment()));
  }

  SshEnvironment environment() {
    return new SshEnvironment(
        new LocalUser("me", SshEnvironment.uid(), home),
        "here.example",
        Map.of("SSH_AUTH_SOCK", "/run/agent", "OTHER", "/run/other"),
        Optional.of(write("config", userFile)),
        Optional.of(write("ssh_config", systemFile)));
  }

  Path write(String name, String text) {
    try {
      var file = Files.writeString(home.resolve(name), text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
