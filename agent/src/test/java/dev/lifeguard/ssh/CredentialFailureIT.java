package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.SshAgent;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login.Step;
import dev.lifeguard.ssh.config.SshSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.PasswordChangeRequiredException;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each way in which keys, agents and passwords can fail, from a real cause, under its right name.
 */
class CredentialFailureIT {
  private final Client client = new Client();

  @AfterEach
  void end() {
    client.close();
  }

  @Test
  void aKeyThatOthersCanReadIsNotEvenBroughtToTheServer() throws IOException {
    try (var sshd = Sshd.plain()) {
      Files.setPosixFilePermissions(
          sshd.clientKey().file(), PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(client.failure(Client.to(sshd)).reason()).isEqualTo(Reason.KEY_PERMISSION);
      assertThat(client.next(SshEvent.LoginFailed.class).failure().reason().code())
          .isEqualTo("key_permission");
      assertThat(sshd.connectionsTaken()).isZero();
    }
  }

  @Test
  void aKeyFileThatIsMissing() {
    try (var sshd = Sshd.plain()) {
      var settings =
          Client.to(sshd.destination(), sshd.folder().resolve("none"), sshd.knownHosts());
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.KEY_MISSING);
    }
  }

  @Test
  void aKeyThatIsEncrypted() {
    try (var sshd = Sshd.plain()) {
      var key = SshKey.generate(sshd.folder().resolve("locked"), SshKey.Type.ED25519, "passphrase");
      var settings = Client.to(sshd.destination(), key.file(), sshd.knownHosts());
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.KEY_ENCRYPTED);
    }
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsNotShownAgainUntilSomethingChanges() {
    try (var sshd = Sshd.plain()) {
      var stranger = sshd.newKey("stranger", SshKey.Type.ED25519);
      var settings = Client.to(sshd.destination(), stranger.file(), sshd.knownHosts());
      var failure = client.failure(settings);
      assertThat(failure.reason()).isEqualTo(Reason.KEY_REJECTED);
      assertThat(failure.detail()).contains("SHA256:");
      assertThat(client.lastStep()).isEqualTo(Step.AUTH);
      assertThat(client.failure(settings)).isEqualTo(failure);
      assertThat(sshd.connectionsTaken()).isEqualTo(1);

      sshd.authorise(stranger);
      assertThat(client.failure(settings)).isEqualTo(failure); // nobody told us
      client.sessions.retry(settings);
      assertThat(client.open(settings).isOpen()).isTrue();
    }
  }

  @Test
  void aRejectedKeyIsTriedAgainOnceItIsAnotherOne() {
    try (var sshd = Sshd.plain()) {
      var key = sshd.newKey("mine", SshKey.Type.ED25519);
      var settings = Client.to(sshd.destination(), key.file(), sshd.knownHosts());
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.KEY_REJECTED);
      key.delete();
      key.file().toFile().delete();
      sshd.authorise(sshd.newKey("mine", SshKey.Type.ED25519));
      assertThat(client.open(settings).isOpen()).isTrue();
    }
  }

  @Test
  void moreKeysThanTheServerHasPatienceFor() {
    try (var sshd = Sshd.plain();
        var agent = new SshAgent();
        var many = withAgent(agent)) {
      for (var i = 0; i < 7; i++) agent.add(sshd.newKey("stranger" + i, SshKey.Type.ED25519));
      agent.add(sshd.clientKey());
      var failure = many.failure(Client.keyless(Client.to(sshd)));
      assertThat(failure.reason()).isEqualTo(Reason.KEY_REJECTED);
      assertThat(failure.detail()).contains("5 of 8 keys");
      assertThat(sshd.log()).doesNotContain("Too many authentication failures");
    }
  }

  @Test
  void anAgentThatIsGone() {
    try (var sshd = Sshd.plain();
        var agent = new SshAgent();
        var orphan = withAgent(agent)) {
      agent.kill();
      assertThat(orphan.failure(Client.keyless(Client.to(sshd))).reason())
          .isEqualTo(Reason.AGENT_UNREACHABLE);
    }
  }

  @Test
  void anAgentThatHoldsNothing() {
    try (var sshd = Sshd.plain();
        var agent = new SshAgent();
        var poor = withAgent(agent)) {
      assertThat(poor.failure(Client.keyless(Client.to(sshd))).reason())
          .isEqualTo(Reason.AGENT_EMPTY);
    }
  }

  @Test
  void aWrongPassword() {
    try (var sshd = Sshd.setup().password("correct horse").start()) {
      var settings = LoginIT.withPassword(Client.to(sshd), "battery staple");
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.PASSWORD_REJECTED);
    }
  }

  @Test
  void aPasswordThatHasExpired() throws IOException {
    try (var sshd = Sshd.plain();
        var server = SshServer.setUpDefaultServer()) {
      server.setPasswordAuthenticator(
          (_, _, _) -> {
            throw new PasswordChangeRequiredException("expired", "New password:", "en");
          });
      var to = started(server, sshd);
      var failure = client.failure(LoginIT.withPassword(to, "spring 2024"));
      assertThat(failure.reason()).isEqualTo(Reason.PASSWORD_REJECTED);
      assertThat(failure.detail()).contains("expired").doesNotContain("spring");
    }
  }

  /** For good failed only what the server itself has refused. */
  @Test
  void aServerThatDiesWhenItIsAskedHasRefusedNothing() throws IOException {
    try (var sshd = Sshd.plain();
        var server = SshServer.setUpDefaultServer()) {
      server.setPublickeyAuthenticator((_, _, session) -> dies(session));
      server.setPasswordAuthenticator((_, _, session) -> dies(session));
      var to = started(server, sshd);
      assertThat(client.failure(to).reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
      var word = LoginIT.withPassword(Client.keyless(to), "spring 2024");
      assertThat(client.failure(word).reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
    }
  }

  /** Another server, with the host key of a real one. */
  private static SshSettings started(SshServer server, Sshd sshd) throws IOException {
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new FileKeyPairProvider(sshd.hostKey().file()));
    server.start();
    var line = "[127.0.0.1]:%d %s\n".formatted(server.getPort(), sshd.hostKey().publicLine());
    var known = sshd.folder().write("known", line);
    return Client.to("ops@127.0.0.1:" + server.getPort(), sshd.clientKey().file(), known);
  }

  private static boolean dies(ServerSession session) {
    session.close(true);
    return false;
  }

  @Test
  void aServerThatIsStillAskingAround() {
    var lines =
        new String[] {"AuthorizedKeysCommand /bin/sleep 30", "AuthorizedKeysCommandUser root"};
    try (var sshd = Sshd.setup().config(lines).start()) {
      sshd.forgetKeys();
      var settings = Client.patient(Client.to(sshd), Duration.ofSeconds(2));
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.AUTH_TIMEOUT);
      assertThat(client.lastStep()).isEqualTo(Step.AUTH);
    }
  }

  @Test
  void noMethodThatBothSidesWant() {
    try (var sshd = Sshd.setup().password("x").config("PubkeyAuthentication no").start()) {
      var failure = client.failure(Client.to(sshd));
      assertThat(failure.reason()).isEqualTo(Reason.AUTH_METHOD);
      assertThat(failure.detail()).contains("password");
    }
  }

  @Test
  void aKeyThatIsTakenAndAnotherDemandedBesides() {
    try (var sshd = Sshd.setup().config("AuthenticationMethods publickey,publickey").start()) {
      var failure = client.failure(Client.to(sshd));
      assertThat(failure.reason()).isEqualTo(Reason.AUTH_METHOD);
      assertThat(failure.detail()).contains("took key SHA256:", "demands [publickey] besides");
    }
  }

  private static Client withAgent(SshAgent agent) {
    return new Client(Map.of("SSH_AUTH_SOCK", agent.socket().toString()), Optional.empty());
  }
}
