package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that are reached through others, or through a command. */
class JumpIT {
  private final Client client = new Client();

  @AfterEach
  void end() {
    client.close();
  }

  @Test
  void passesAChainOfJumpHostsAndTimesEachHop() {
    try (var first = Sshd.plain();
        var second = Sshd.plain();
        var target = Sshd.plain()) {
      var settings =
          Client.via(trusting(first, second, target), first.destination(), second.destination());
      var session = client.open(settings);
      assertThat(session.login().hops().stream().map(Login.Hop::server))
          .containsExactly(first.destination(), second.destination(), target.destination());
      var result = Client.await(session.exec("echo through", Duration.ofSeconds(20), 100));
      assertThat(result.output()).isEqualTo("through\n");
      assertThat(target.connectionsTaken()).isEqualTo(1);
    }
  }

  @Test
  void sharesTheJumpHostsSessionAndEndsItWithTheLastUser() {
    try (var jump = Sshd.plain();
        var one = Sshd.plain();
        var other = Sshd.plain()) {
      var trusted = trusting(jump, one, other);
      var key = trusted.identities().getFirst();
      var known = trusted.knownHosts().getFirst();
      var toOne = Client.via(Client.to(one.destination(), key, known), jump.destination());
      var toOther = Client.via(trusted, jump.destination());
      var first = client.lease(toOne);
      var second = client.lease(toOther);
      assertThat(jump.connectionsTaken()).isEqualTo(1);
      assertThat(second.session().login().hops().getFirst().reused()).isTrue();
      first.close();
      assertThat(second.session().isOpen()).isTrue();
      second.close();
      dev.lifeguard.peer.Await.until(
          "the jump host's session ends", () -> jump.sessionPids().isEmpty());
    }
  }

  @Test
  void endsWithItsJumpHost() {
    try (var jump = Sshd.plain();
        var target = Sshd.plain()) {
      var session = client.open(Client.via(trusting(jump, target), jump.destination()));
      jump.killSessions();
      var why = Client.await(session.closed());
      assertThat(why.reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
      assertThat(why.detail())
          .startsWith("the jump host's session ended: ")
          .containsOnlyOnce("after the login");
    }
  }

  @Test
  void saysThatTheJumpHostForbidsIt() {
    try (var jump = Sshd.setup().config("AllowTcpForwarding no").start();
        var target = Sshd.plain()) {
      var failure = client.failure(Client.via(trusting(jump, target), jump.destination()));
      assertThat(failure.reason()).isEqualTo(Reason.JUMP_REFUSED);
      assertThat(failure.detail()).contains(jump.destination());
    }
  }

  @Test
  void saysThatTheJumpHostCannotReachTheTarget() {
    try (var jump = Sshd.plain();
        var target = Sshd.plain()) {
      target.stop();
      var failure = client.failure(Client.via(trusting(jump, target), jump.destination()));
      assertThat(failure.reason()).isEqualTo(Reason.JUMP_UNREACHABLE);
    }
  }

  @Test
  void saysThatTheJumpHostItselfDoesNotLetUsIn() {
    try (var jump = Sshd.plain();
        var target = Sshd.plain()) {
      var settings = Client.via(trusting(jump, target), jump.destination());
      jump.forgetKeys();
      var failure = client.failure(settings);
      assertThat(failure.reason()).isEqualTo(Reason.KEY_REJECTED);
      assertThat(failure.detail()).contains("jump host " + jump.destination());
    }
  }

  @Test
  void talksThroughAProxyCommand() {
    try (var sshd = Sshd.plain()) {
      var config =
          """
          Host proxied
            HostName 127.0.0.1
            Port %d
            User %s
            ProxyCommand exec 3<>/dev/tcp/%%h/%%p; cat <&3 & cat >&3
          """
              .formatted(sshd.port(), sshd.user())
              .replace("exec 3<>", "bash -c 'exec 3<>")
              .replace("cat >&3", "cat >&3'");
      try (var configured = new Client(Map.of(), file(sshd, config))) {
        var settings = Client.to("proxied", sshd.clientKey().file(), sshd.knownHosts());
        var session = configured.open(settings);
        var result = Client.await(session.exec("echo piped", Duration.ofSeconds(20), 100));
        assertThat(result.output()).isEqualTo("piped\n");
      }
    }
  }

  private static Optional<Path> file(Sshd sshd, String config) {
    return Optional.of(sshd.folder().write("config", config));
  }

  /** The last one is the target; all of them let the first one's key in and are known. */
  private static SshSettings trusting(Sshd... servers) {
    var lines = new StringBuilder();
    for (var server : servers) {
      server.authorise(servers[0].clientKey());
      lines
          .append("[127.0.0.1]:" + server.port() + " ")
          .append(server.hostKey().publicLine())
          .append('\n');
    }
    var target = servers[servers.length - 1];
    return Client.to(
        target.destination(),
        servers[0].clientKey().file(),
        target.folder().write("known", lines.toString()));
  }
}
