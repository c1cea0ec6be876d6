package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.SshAgent;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** B3: who trusts whose key. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiagnoseTrustIT {
  private static Sshd plain;

  @RegisterExtension final HomeFolder home = new HomeFolder();

  @BeforeAll
  static void start() {
    plain = Sshd.plain();
  }

  @AfterAll
  static void stop() {
    plain.close();
  }

  @Test
  void keyPermission() {
    var open = plain.newKey("open", SshKey.Type.ED25519);
    HomeFolder.mode(open.file(), "rw-r--r--");
    var ran = WrittenTunnel.to(plain).identity(open.file()).diagnose(home);
    assertThat(ran.cause()).isEqualTo("key_permission");
    assertThat(ran.fix()).contains("chmod 600 " + open.file());
  }

  @Test
  void keyMissing() {
    var ran = WrittenTunnel.to(plain).identity(home.resolve("no-key")).diagnose(home);
    assertThat(ran.cause()).isEqualTo("key_missing");
  }

  @Test
  void keyInvalid() {
    var garbage = home.secret("garbage", "-----BEGIN OPENSSH PRIVATE KEY-----\nbm9wZQ==\n");
    var ran = WrittenTunnel.to(plain).identity(garbage).diagnose(home);
    assertThat(ran.cause()).as(ran.out()).isEqualTo("key_invalid");
  }

  @Test
  void keyEncryptedAndItsPassphraseWrong() {
    var locked = SshKey.generate(home.resolve("locked"), SshKey.Type.ED25519, "secret");
    plain.authorise(locked);
    var tunnel = WrittenTunnel.to(plain).identity(locked.file());
    assertThat(tunnel.diagnose(home).cause()).isEqualTo("key_encrypted");
    var wrong = tunnel.with("passphrase: \"not this one\"").diagnose(home);
    assertThat(wrong.cause()).as(wrong.out()).isEqualTo("key_passphrase");
    assertThat(wrong.out()).doesNotContain("not this one");
    assertThat(tunnel.with("passphrase: secret").diagnose(home).verdict("ssh-auth"))
        .isEqualTo("pass");
  }

  @Test
  void keyRejected() {
    var strange = plain.newKey("strange", SshKey.Type.ED25519);
    var ran = WrittenTunnel.to(plain).identity(strange.file()).diagnose(home);
    assertThat(ran.cause()).isEqualTo("key_rejected");
    assertThat(ran.first().getString("confidence")).isEqualTo("likely");
    assertThat(ran.json().getString("because")).contains("AllowUsers");
  }

  @Test
  void certificateInvalid() {
    var authority = plain.newKey("authority", SshKey.Type.ED25519);
    try (var sshd = Sshd.setup().config("TrustedUserCAKeys " + authority.publicFile()).start()) {
      var key = SshKey.generate(home.resolve("certified"), SshKey.Type.ED25519);
      authority.certify(key, sshd.user(), "-V", "-2d:-1d");
      var ran = WrittenTunnel.to(sshd).identity(key.file()).diagnose(home);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("certificate_invalid");
      assertThat(ran.evidence()).contains("expired");
    }
  }

  @Test
  void passwordRejectedAndNoMethodInCommon() {
    try (var sshd =
        Sshd.setup().password("correct horse").config("PubkeyAuthentication no").start()) {
      assertThat(WrittenTunnel.to(sshd).diagnose(home).cause()).isEqualTo("auth_method");
      var wrong = WrittenTunnel.to(sshd).with("password: \"battery staple\"").diagnose(home);
      assertThat(wrong.cause()).isEqualTo("password_rejected");
      assertThat(wrong.out()).doesNotContain("battery");
    }
  }

  @Test
  void hostKeyUnknownChangedAndRevoked() {
    var tunnel = WrittenTunnel.to(plain);
    assertThat(tunnel.knowing(home.write("empty", "")).diagnose(home).cause())
        .isEqualTo("host_key_unknown");
    var where = "[127.0.0.1]:" + plain.port() + " ";
    var other = plain.newKey("other", SshKey.Type.ED25519).publicLine();
    assertThat(tunnel.knowing(home.write("wrong", where + other + "\n")).diagnose(home).cause())
        .isEqualTo("host_key_changed");
    var line = "@revoked " + where + plain.hostKey().publicLine() + "\n";
    assertThat(tunnel.knowing(home.write("revoked", line)).diagnose(home).cause())
        .isEqualTo("host_key_revoked");
  }

  @Test
  void hostKeyAlgorithmOfAServerThatKnowsOnlyRsaWithSha1() {
    try (var old =
        Sshd.setup().hostKeys(SshKey.Type.RSA).config("HostKeyAlgorithms ssh-rsa").start()) {
      assertThat(WrittenTunnel.to(old).diagnose(home).cause()).isEqualTo("host_key_algorithm");
    }
  }

  @Test
  void agentEmptyAndGone() {
    try (var agent = new SshAgent()) {
      home.sshConfig("Host *", "  IdentityAgent " + agent.socket(), "  IdentityFile none");
      var tunnel = WrittenTunnel.to(plain).withoutIdentity();
      assertThat(tunnel.diagnose(home).cause()).isEqualTo("agent_empty");
      agent.kill();
      assertThat(tunnel.diagnose(home).cause()).isEqualTo("agent_unreachable");
    }
  }
}
