package dev.lifeguard.ssh.config;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Our settings, said one by one. */
record Wish(SshSettings settings) {
  Wish(String destination) {
    this(SshSettings.to(destination));
  }

  Wish jump(String jump) {
    return with(List.of(jump.split(",")), settings.identities(), settings.password());
  }

  Wish identity(Path file) {
    return with(settings.jump(), List.of(file), settings.password());
  }

  Wish password(SecretSource password) {
    return with(settings.jump(), settings.identities(), password);
  }

  Wish policy(HostKeyPolicy policy) {
    return with(Optional.of(policy), settings.knownHosts(), settings.connectTimeout());
  }

  Wish knownHosts(Path file) {
    return with(settings.hostKeyPolicy(), List.of(file), settings.connectTimeout());
  }

  Wish timeout(Duration timeout) {
    return with(settings.hostKeyPolicy(), settings.knownHosts(), Optional.of(timeout));
  }

  Wish keepalive(Keepalive keepalive) {
    return new Wish(
        new SshSettings(
            settings.destination(),
            settings.jump(),
            settings.identities(),
            settings.passphrase(),
            settings.password(),
            settings.hostKeyPolicy(),
            settings.knownHosts(),
            settings.connectTimeout(),
            Optional.of(keepalive)));
  }

  private Wish with(List<String> jump, List<Path> identities, SecretSource password) {
    return new Wish(
        new SshSettings(
            settings.destination(),
            jump,
            identities,
            settings.passphrase(),
            password,
            settings.hostKeyPolicy(),
            settings.knownHosts(),
            settings.connectTimeout(),
            settings.keepalive()));
  }

  private Wish with(
      Optional<HostKeyPolicy> policy, List<Path> knownHosts, Optional<Duration> timeout) {
    return new Wish(
        new SshSettings(
            settings.destination(),
            settings.jump(),
            settings.identities(),
            settings.passphrase(),
            settings.password(),
            policy,
            knownHosts,
            timeout,
            settings.keepalive()));
  }
}
