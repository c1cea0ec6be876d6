package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login.Step;
import dev.lifeguard.ssh.config.SshSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each way in which a login can fail before anybody proves who he is, from a real cause, under its
 * right name.
 */
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
      assertThat(client.lastStep()).isEqualTo(Step.RESOLVE);
    }
  }

  @Test
  void aPortWhereNobodyListens() {
    try (var sshd = Sshd.plain()) {
      sshd.stop();
      assertThat(client.failure(Client.to(sshd)).reason()).isEqualTo(Reason.REFUSED);
      assertThat(client.lastStep()).isEqualTo(Step.CONNECT);
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
      assertThat(client.lastStep()).isEqualTo(Step.BANNER);
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
  void aServerOfTheFirstProtocolIsCalledOldAndNotForeign() {
    try (var sshd = Sshd.plain();
        var other = new Saying("SSH-1.5-Old\r\n")) {
      var failure = client.failure(elsewhere(sshd, "ops@127.0.0.1:" + other.port()));
      assertThat(failure.detail()).contains("protocol 1 only");
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
          "the penalty is in force", () -> fails(right, Reason.PENALISED));
      assertThat(client.next(SshEvent.HostPaused.class).because().reason())
          .isEqualTo(Reason.KEY_REJECTED);
      assertThat(client.next(SshEvent.HostPaused.class).because().reason())
          .isEqualTo(Reason.PENALISED);
      var before = sshd.log().length();
      assertThat(client.failure(right).detail()).containsPattern("left alone for another \\d+ s");
      assertThat(sshd.log()).hasSize(before);
    }
  }

  /** sshd penalises once it has seen its child off: until then it may let us in. */
  private boolean fails(SshSettings settings, Reason reason) {
    try {
      return client.failure(settings).reason() == reason;
    } catch (AssertionError letIn) {
      return false;
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
      assertThat(client.lastStep()).isEqualTo(Step.KEX);
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
  void aServerThatFallsSilentAfterItsBanner() {
    try (var sshd = Sshd.plain();
        var other = new Saying("SSH-2.0-OpenSSH_9.2\r\n")) {
      var settings =
          Client.patient(elsewhere(sshd, "ops@127.0.0.1:" + other.port()), Duration.ofSeconds(1));
      other.holdOn();
      assertThat(client.failure(settings).reason()).isEqualTo(Reason.KEX_TIMEOUT);
      assertThat(client.lastStep()).isEqualTo(Step.KEX);
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
      assertThat(client.lastStep()).isEqualTo(Step.KEX);
    }
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
