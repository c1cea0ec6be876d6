package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.peer.SshAgent;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login.Step;
import dev.lifeguard.ssh.config.SshSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins that succeed, at real OpenSSH servers. */
class LoginIT {
  private final Client client = new Client();

  @org.junit.jupiter.api.AfterEach
  void end() {
    client.close();
  }

  @Test
  void timesEachStepAndRecordsTheServersVersion() {
    try (var sshd = Sshd.plain()) {
      var session = client.open(Client.to(sshd));
      var hop = session.login().hops().getFirst();
      assertThat(hop.laps().stream().map(Login.Lap::step)).containsExactly(Step.values());
      assertThat(hop.version().orElseThrow()).startsWith("SSH-2.0-OpenSSH_");
      assertThat(hop.address()).hasValue("127.0.0.1:" + sshd.port());
      assertThat(hop.server()).isEqualTo(sshd.destination());
      var told = client.next(SshEvent.SessionOpened.class);
      assertThat(told.login()).isEqualTo(session.login());
      assertThat(told.session()).isEqualTo(session.number());
    }
  }

  @Test
  void sharesOneSessionAndEndsItWithTheLastShare() {
    try (var sshd = Sshd.plain()) {
      var first = client.lease(Client.to(sshd));
      var second = client.lease(Client.to(sshd));
      assertThat(second.session()).isSameAs(first.session());
      assertThat(sshd.connectionsTaken()).isEqualTo(1);
      first.close();
      first.close();
      assertThat(second.session().isOpen()).isTrue();
      second.close();
      assertThat(Client.await(second.session().closed()).reason()).isEqualTo(Reason.CANCELLED);
      assertThat(client.sessions.kept(Client.to(sshd))).isEmpty();
    }
  }

  @Test
  void opensAnotherSessionWhereOneIsAskedForAlone() {
    try (var sshd = Sshd.plain()) {
      var kept = client.lease(Client.to(sshd));
      var own =
          Client.await(client.sessions.fresh(Client.to(sshd), Persistence.ONCE, SshTrace.SILENT));
      assertThat(own.session()).isNotSameAs(kept.session());
      own.close();
      assertThat(Client.await(own.session().closed()).reason()).isEqualTo(Reason.CANCELLED);
      assertThat(kept.session().isOpen()).isTrue();
    }
  }

  @Test
  void fansOneFullLoginOutToAllWhoAskForIt() {
    try (var sshd = Sshd.plain()) {
      var one = client.sessions.login(Client.to(sshd), Duration.ofSeconds(30));
      var other = client.sessions.login(Client.to(sshd), Duration.ofSeconds(30));
      assertThat(Client.await(one)).isInstanceOf(LoginOutcome.Passed.class);
      assertThat(Client.await(other)).isEqualTo(Client.await(one));
      assertThat(sshd.connectionsTaken()).isEqualTo(1);
      assertThat(Client.await(client.sessions.login(Client.to(sshd), Duration.ZERO)))
          .isInstanceOf(LoginOutcome.Passed.class);
      assertThat(sshd.connectionsTaken()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ciphers chacha20-poly1305@openssh.com",
        "Ciphers aes256-gcm@openssh.com",
        "Ciphers aes256-ctr;MACs hmac-sha2-512-etm@openssh.com",
        "Ciphers aes128-ctr;MACs hmac-sha2-256",
        "KexAlgorithms curve25519-sha256",
        "KexAlgorithms ecdh-sha2-nistp384",
        "KexAlgorithms diffie-hellman-group16-sha512",
        "KexAlgorithms diffie-hellman-group-exchange-sha256",
        "KexAlgorithms sntrup761x25519-sha512@openssh.com"
      })
  void agreesWithServersThatAllowOneAlgorithm(String lines) {
    try (var sshd = Sshd.setup().config(lines.split(";")).start()) {
      var session = client.open(Client.to(sshd));
      var result = Client.await(session.exec("echo hello", Duration.ofSeconds(20), 1000));
      assertThat(result).isEqualTo(new ExecResult(Optional.of(0), "hello\n", "", false));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlkem768x25519-sha256", "sntrup761x25519-sha512"})
  void agreesWithANewerServerOnTheNewExchanges(String kex) {
    try (var sshd = Sshd.setup().newer().config("KexAlgorithms " + kex).start()) {
      assertThat(client.open(Client.to(sshd)).isOpen()).isTrue();
      assertThat(client.trace).anyMatch(line -> line.contains("agreed on key exchange " + kex));
    }
  }

  @Test
  void offersTheAgentsKeysInTheirOrder() {
    try (var sshd = Sshd.plain();
        var agent = new SshAgent();
        var withAgent =
            new Client(Map.of("SSH_AUTH_SOCK", agent.socket().toString()), Optional.empty())) {
      var stranger = sshd.newKey("stranger", SshKey.Type.ED25519);
      agent.add(stranger);
      agent.add(sshd.clientKey());
      assertThat(withAgent.open(Client.keyless(Client.to(sshd))).isOpen()).isTrue();
      assertThat(withAgent.trace).filteredOn(line -> line.startsWith("offering key")).hasSize(2);
    }
  }

  @Test
  void logsInWithAPasswordWhenOneIsConfigured() {
    try (var sshd = Sshd.setup().password("correct horse").start()) {
      var session = client.open(withPassword(Client.to(sshd), "correct horse"));
      assertThat(session.isOpen()).isTrue();
    }
  }

  @Test
  void answersTheServersQuestionsWithThePassword() {
    var lines =
        new String[] {
          "UsePAM yes", "KbdInteractiveAuthentication yes", "PasswordAuthentication no"
        };
    try (var sshd = Sshd.setup().config(lines).password("correct horse").start()) {
      var session = client.open(withPassword(Client.to(sshd), "correct horse"));
      assertThat(session.isOpen()).isTrue();
      sshd.awaitLog("Accepted keyboard-interactive/pam");
      assertThat(client.failure(withPassword(Client.to(sshd), "battery staple")).reason())
          .isEqualTo(Reason.PASSWORD_REJECTED);
    }
  }

  @Test
  void spendsNoCostlyKeyExchangeOnALoginThatIsOnlyAProof() {
    try (var sshd = Sshd.plain()) {
      var login = client.sessions.login(Client.to(sshd), Duration.ZERO);
      assertThat(Client.await(login)).isInstanceOf(LoginOutcome.Passed.class);
      assertThat(exchanges(sshd)).containsExactly("curve25519-sha256");
      client.open(Client.to(sshd));
      assertThat(exchanges(sshd)).hasSize(2).last().asString().startsWith("sntrup761x25519");
    }
  }

  private static List<String> exchanges(Sshd sshd) {
    return sshd.log()
        .lines()
        .filter(line -> line.contains("kex: algorithm: "))
        .map(line -> line.replaceAll(".*kex: algorithm: (\\S+).*", "$1"))
        .toList();
  }

  @Test
  void dialsUntilThePortOpens() throws Exception {
    try (var sshd = Sshd.plain()) {
      sshd.stop();
      var refused = new java.util.concurrent.LinkedBlockingQueue<Reason>();
      var lease =
          client.sessions.lease(
              Client.to(sshd),
              Persistence.UNTIL_IT_OPENS,
              new SshTrace() {
                @Override
                public void tell(String line) {}

                @Override
                public void knockedInVain(dev.lifeguard.reason.Failure failure) {
                  refused.add(failure.reason());
                }
              });
      assertThat(refused.poll(20, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(Reason.REFUSED);
      sshd.start();
      assertThat(Client.await(lease).session().isOpen()).isTrue();
    }
  }

  @Test
  void stopsDialling() {
    try (var sshd = Sshd.plain()) {
      sshd.stop();
      var lease =
          client.sessions.lease(Client.to(sshd), Persistence.UNTIL_IT_OPENS, SshTrace.SILENT);
      lease.cancel(true);
      var other = client.failure(Client.to(sshd));
      assertThat(other.reason()).isIn(Reason.REFUSED, Reason.CANCELLED);
    }
  }

  static SshSettings withPassword(SshSettings to, String word) {
    return new SshSettings(
        to.destination(),
        to.jump(),
        List.of(),
        to.passphrase(),
        new SecretSource.Given(new Secret(word)),
        to.hostKeyPolicy(),
        to.knownHosts(),
        to.connectTimeout(),
        to.keepalive());
  }
}
