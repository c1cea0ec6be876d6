package dev.lifeguard.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.ssh.config.ResolvedTarget.AuthMethod;
import dev.lifeguard.ssh.config.ResolvedTarget.IdentityFile;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wins: the command line, our settings, the user's file, the system's file, the defaults. */
class TargetResolverTest {
  private ResolverScene scene;

  @BeforeEach
  void begin(@TempDir Path home) {
    scene = new ResolverScene(home);
  }

  @ParameterizedTest
  @CsvSource({
    "a,             me@a:22",
    "ops@a,         ops@a:22",
    "a:2022,        me@a:2022",
    "ops@a:2022,    ops@a:2022",
    "ssh://ops@a:2, ops@a:2",
    "a@b@c,         a@b@c:22",
    "[::1]:2022,    me@[::1]:2022",
    "::1,           me@[::1]:22",
    "ops@fe80::1%lo, ops@[fe80::1%lo]:22",
    "A.Example,     me@a.example:22",
  })
  void readsADestinationAsTheCommandLineDoes(String destination, String login) {
    assertThat(scene.target(destination).login().toString()).isEqualTo(login);
  }

  @Test
  void letsTheUsersFileWinOverTheSystems() {
    scene.userFile = "Host a\n User user-file\n";
    scene.systemFile = "Host a\n User system-file\n Port 2200\n";
    assertThat(scene.target("a").login().toString()).isEqualTo("user-file@a:2200");
  }

  @Test
  void letsTheCommandLineWinOverTheDestinationAndAllFiles() {
    scene.userFile = "Port 1\nUser file\nHostKeyAlias file\nStrictHostKeyChecking yes\n";
    var settings = new Wish("ops@a:2").policy(HostKeyPolicy.STRICT).settings();
    var target =
        scene.target(
            settings,
            "Port=3",
            "User option",
            "StrictHostKeyChecking=accept-new",
            "HashKnownHosts yes");
    assertThat(target.login().toString()).isEqualTo("option@a:3");
    assertThat(target.hostKeys().policy()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
    assertThat(target.hostKeys().name()).isEqualTo("file");
    assertThat(target.hostKeys().hashNames()).isTrue();
  }

  @Test
  void letsOurSettingsWinOverTheFiles() {
    scene.userFile =
        """
        Host a
        IdentityFile ~/.ssh/file
        UserKnownHostsFile ~/.ssh/file_hosts
        StrictHostKeyChecking accept-new
        ConnectTimeout 60
        ServerAliveInterval 60
        ProxyJump file-jump
        """;
    var settings =
        new Wish("a")
            .identity(Path.of("/keys/ours"))
            .knownHosts(Path.of("/keys/hosts"))
            .policy(HostKeyPolicy.STRICT)
            .timeout(Duration.ofSeconds(3))
            .keepalive(new Keepalive(Duration.ofSeconds(4), 5))
            .jump("our-jump")
            .settings();
    var target = scene.target(settings);
    assertThat(target.credentials().identities())
        .containsExactly(new IdentityFile(Path.of("/keys/ours"), true));
    assertThat(target.credentials().identitiesOnly()).isTrue();
    assertThat(target.hostKeys().userFiles()).containsExactly(Path.of("/keys/hosts"));
    assertThat(target.hostKeys().policy()).isEqualTo(HostKeyPolicy.STRICT);
    assertThat(target.patience().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(target.patience().keepalive()).isEqualTo(new Keepalive(Duration.ofSeconds(4), 5));
    assertThat(ResolverScene.way(target)).isEqualTo("our-jump");
  }

  @Test
  void fallsBackToDefaultsThatNeverLetASessionGoUnwatched() {
    var target = scene.target("a");
    assertThat(target.patience().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(target.patience().keepalive()).isEqualTo(new Keepalive(Duration.ofSeconds(5), 2));
    assertThat(target.hostKeys().policy()).isEqualTo(HostKeyPolicy.STRICT);
    assertThat(target.credentials().methods()).containsExactly(AuthMethod.PUBLIC_KEY);
    assertThat(target.credentials().identities())
        .extracting(identity -> scene.home.resolve(".ssh").relativize(identity.file()).toString())
        .containsExactly("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk");
    scene.userFile = "ServerAliveInterval 0\n";
    assertThat(scene.target("a").patience().keepalive()).isEqualTo(Keepalive.DEFAULT);
    assertThat(scene.target("a").findings().getFirst().what())
        .isEqualTo("ServerAliveInterval 0 is not honoured: a session is watched");
  }

  @ParameterizedTest
  @CsvSource({
    "yes,        STRICT",
    "ask,        STRICT",
    "accept-new, ACCEPT_NEW",
    "no,         ACCEPT_NEW",
    "off,        ACCEPT_NEW",
  })
  void neverAcceptsAChangedHostKey(String value, HostKeyPolicy policy) {
    scene.userFile = "StrictHostKeyChecking " + value + "\n";
    assertThat(scene.target("a").hostKeys().policy()).isEqualTo(policy);
  }
}
