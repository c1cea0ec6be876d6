package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.SshAgent;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.PasswordChangeRequiredException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a login can fail, from a real cause, under its right name. */
class LoginFailureIT {
  private final Client client = new Client();

  @AfterEach
  void end() {
    client.close();
  }

  @Test
  void aNameThatNobodyKnows() {
    try (var sshd = Sshd.plain()) {
      var settings = elsewhere(sshd, "ops@no-such-host.invalid:22");
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.UNRESOLVED);
      assertThat(lastStep()).isEqualTo(Step.RESOLVE);
    }
  }

  @Test
  void aPortWhereNobodyListens() {
    try (var sshd = Sshd.plain()) {
      sshd.stop();
      assertThat(client.failure(Client.to(sshd)).reason()).isEqualTo(Reason.REFUSED);
      assertThat(lastStep()).isEqualTo(Step.CONNECT);
    }
  }

  @Test
  void aHostThatDropsPackets() {
    try (var there = new NetNs();
        var sshd = Sshd.setup().on(there).start()) {
      there.drop();
      var settings = Client.patient(Client.to(sshd), Duration.ofSeconds(1));
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
    }
  }

  @Test
  void aHostThatCannotBeReached() {
    try (var there = new NetNs();
        var sshd = Sshd.setup().on(there).start()) {
      there.unplug();
      assertThat(client.failure(Client.to(sshd)).reason()).isEqualTo(Reason.NETWORK_UNREACHABLE);
    }
  }

  @Test
  void aServerThatAcceptsAndSaysNothing() {
    try (var sshd = Sshd.plain()) {
      sshd.suspend();
      var settings = Client.patient(Client.to(sshd), Duration.ofSeconds(1));
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.NO_BANNER);
      assertThat(lastStep()).isEqualTo(Step.BANNER);
      sshd.resume();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 400 Bad Request\r\n\r\n', NOT_SSH",
    "'220 mail.example ESMTP\r\n', NOT_SSH",
    "'SSH-1.5-Old\r\n', NOT_SSH",
    "'Not allowed at this time\r\n', PENALISED",
    "'Exceeded MaxStartups\r\n', PENALISED",
    "'', NO_BANNER"
  })
  void somethingElseBehindThePort(String says, Reason reason) {
    try (var sshd = Sshd.plain();
        var other = new Saying(says)) {
      var settings = elsewhere(sshd, "ops@127.0.0.1:" + other.port());
      var failure = client.failure(settings);
      assertThat(failure.reason()).isEqualTo(reason);
      if (!says.isBlank()) assertThat(failure.detail()).contains(says.strip().split("\r")[0]);
    }
  }

  @Test
  void aServerThatIsPenalisingUsIsLeftAlone() {
    try (var sshd =
        Sshd.setup().newer().config("PerSourcePenalties authfail:30s min:15s noauth:1s").start()) {
      var stranger = sshd.newKey("stranger", SshKey.Type.ED25519);
      var wrong = Client.to(sshd.destination(), stranger.file(), sshd.knownHosts());
      assertThat(client.failure(wrong).reason()).isEqualTo(Reason.KEY_REJECTED);
      var right = Client.to(sshd);
      dev.lifeguard.peer.Await.until(
          "the penalty is in force", () -> client.failure(right).reason() == Reason.PENALISED);
      assertThat(client.next(SshEvent.HostPaused.class).because().reason())
          .isEqualTo(Reason.KEY_REJECTED);
      assertThat(client.next(SshEvent.HostPaused.class).because().reason())
          .isEqualTo(Reason.PENALISED);
      var before = sshd.log().length();
      assertThat(client.failure(right).detail()).containsPattern("left alone for another \\d+ s");
      assertThat(sshd.log()).hasSize(before);
    }
  }

  @Test
  void tooManyUnfinishedLoginsAtOnce() throws IOException {
    try (var sshd = Sshd.setup().config("MaxStartups 1:100:1", "LoginGraceTime 60").start();
        var other = new java.net.Socket("127.0.0.1", sshd.port())) {
      assertThat(other.getInputStream().read()).isEqualTo('S'); // the one place is taken
      assertThat(client.failure(Client.to(sshd)).reason()).isEqualTo(Reason.PENALISED);
    }
  }

  @Test
  void noCommonKeyExchange() {
    try (var sshd = Sshd.setup().config("KexAlgorithms diffie-hellman-group1-sha1").start()) {
      var failure = client.failure(Client.to(sshd));
      assertThat(failure.reason()).isEqualTo(Reason.KEX_MISMATCH);
      assertThat(failure.detail())
          .contains("theirs [diffie-hellman-group1-sha1]")
          .contains("curve25519-sha256");
      assertThat(lastStep()).isEqualTo(Step.KEX);
    }
  }

  @Test
  void onlyAHostKeyTypeThatIsDisabled() {
    try (var sshd =
        Sshd.setup().hostKeys(SshKey.Type.RSA).config("HostKeyAlgorithms ssh-rsa").start()) {
      var failure = client.failure(Client.to(sshd));
      assertThat(failure.reason()).isEqualTo(Reason.HOST_KEY_ALGORITHM);
      assertThat(failure.detail()).endsWith("write HostKeyAlgorithms +ssh-rsa in the Host block");
    }
  }

  @Test
  void aHostKeyThatNobodyVouchesFor() {
    try (var sshd = Sshd.plain()) {
      var empty = sshd.folder().write("empty", "");
      var failure = client.failure(Client.to(sshd.destination(), sshd.clientKey().file(), empty));
      assertThat(failure.reason()).isEqualTo(Reason.HOST_KEY_UNKNOWN);
      assertThat(failure.detail()).contains("SHA256:");
      assertThat(sshd.log()).doesNotContain("userauth-request");
    }
  }

  @Test
  void aHostKeyThatChanged() {
    try (var sshd = Sshd.plain()) {
      var old = sshd.knownHosts();
      var settings = Client.to(sshd.destination(), sshd.clientKey().file(), old);
      sshd.stop();
      sshd.changeHostKeys();
      sshd.start();
      var failure = client.failure(settings);
      assertThat(failure.reason()).isEqualTo(Reason.HOST_KEY_CHANGED);
      assertThat(failure.detail()).contains(old + ":1").containsPattern("SHA256:.*SHA256:");
    }
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
      assertThat(lastStep()).isEqualTo(Step.AUTH);
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
      server.setHost("127.0.0.1");
      server.setKeyPairProvider(new FileKeyPairProvider(sshd.hostKey().file()));
      server.setPasswordAuthenticator(
          (_, _, _) -> {
            throw new PasswordChangeRequiredException("expired", "New password:", "en");
          });
      server.start();
      var known =
          sshd.folder()
              .write(
                  "known",
                  "[127.0.0.1]:%d %s\n".formatted(server.getPort(), sshd.hostKey().publicLine()));
      var to = Client.to("ops@127.0.0.1:" + server.getPort(), sshd.clientKey().file(), known);
      var failure = client.failure(LoginIT.withPassword(to, "spring 2024"));
      assertThat(failure.reason()).isEqualTo(Reason.PASSWORD_REJECTED);
      assertThat(failure.detail()).contains("expired").doesNotContain("spring");
    }
  }

  @Test
  void aServerThatIsStillAskingAround() {
    var lines =
        new String[] {"AuthorizedKeysCommand /bin/sleep 30", "AuthorizedKeysCommandUser root"};
    try (var sshd = Sshd.setup().config(lines).start()) {
      sshd.forgetKeys();
      var settings = Client.patient(Client.to(sshd), Duration.ofSeconds(2));
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.AUTH_TIMEOUT);
      assertThat(lastStep()).isEqualTo(Step.AUTH);
    }
  }

  @Test
  void aServerThatFallsSilentAfterItsBanner() {
    try (var sshd = Sshd.plain();
        var other = new Saying("SSH-2.0-OpenSSH_9.2\r\n")) {
      var settings =
          Client.patient(elsewhere(sshd, "ops@127.0.0.1:" + other.port()), Duration.ofSeconds(1));
      other.holdOn();
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.KEX_TIMEOUT);
      assertThat(lastStep()).isEqualTo(Step.KEX);
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
  void aProxyCommandThatFails() {
    try (var sshd = Sshd.plain();
        var configured =
            configured(
                sshd,
                "Host proxied\n  HostName 127.0.0.1\n  Port %d\n  User %s\n  ProxyCommand"
                    + " sh -c 'echo no way >&2; exit 7'\n")) {
      var failure = configured.failure(elsewhere(sshd, "proxied"));
      assertThat(failure.reason()).isEqualTo(Reason.PROXY_COMMAND_FAILED);
      assertThat(failure.detail()).contains("no way").contains("7");
    }
  }

  @Test
  void aServerThatDiesDuringTheLogin() throws IOException {
    try (var sshd = Sshd.plain();
        var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var taken = listening.accept()) {
                  taken.getOutputStream().write("SSH-2.0-Shy\r\n".getBytes());
                  taken.getOutputStream().flush();
                  taken.getInputStream().read();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      var failure = client.failure(elsewhere(sshd, "ops@127.0.0.1:" + listening.getLocalPort()));
      assertThat(failure.reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
      assertThat(lastStep()).isEqualTo(Step.KEX);
    }
  }

  private Step lastStep() {
    var hops = client.next(SshEvent.LoginFailed.class).soFar().hops();
    return hops.getLast().laps().getLast().step();
  }

  private static Client withAgent(SshAgent agent) {
    return new Client(Map.of("SSH_AUTH_SOCK", agent.socket().toString()), Optional.empty());
  }

  private static Client configured(Sshd sshd, String config) {
    var text = config.formatted(sshd.port(), sshd.user());
    return new Client(Map.of(), Optional.of(sshd.folder().write("config", text)));
  }

  private static SshSettings elsewhere(Sshd sshd, String destination) {
    return Client.to(destination, sshd.clientKey().file(), sshd.knownHosts());
  }

  /** Says one thing to whoever connects, and hangs up. */
  private static final class Saying implements AutoCloseable {
    private final ServerSocket listening;
    private volatile boolean holdsOn;

    Saying(String words) {
      try {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      Thread.ofVirtual().start(() -> answerAll(words));
    }

    private void answerAll(String words) {
      while (!listening.isClosed()) {
        try (var taken = listening.accept()) {
          taken.getOutputStream().write(words.getBytes());
          if (!holdsOn) taken.shutdownOutput();
          taken.getInputStream().readAllBytes();
        } catch (IOException e) {
          continue; // hung up on, or closed
        }
      }
    }

    /** From now on it does not hang up. */
    void holdOn() {
      holdsOn = true;
    }

    int port() {
      return listening.getLocalPort();
    }

    @Override
    public void close() {
      try {
        listening.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
