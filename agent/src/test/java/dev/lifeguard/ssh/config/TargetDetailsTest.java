package dev.lifeguard.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.ssh.config.ResolvedTarget.AuthMethod;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else the files say of a login: agents, methods, names, forwards, places. */
class TargetDetailsTest {
  private ResolverScene scene;

  @BeforeEach
  void begin(@TempDir Path home) {
    scene = new ResolverScene(home);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "                                | /run/agent",
        "IdentityAgent none              | -",
        "IdentityAgent SSH_AUTH_SOCK     | /run/agent",
        "IdentityAgent $OTHER            | /run/other",
        "IdentityAgent ${OTHER}          | /run/other",
        "IdentityAgent /run/%h           | /run/a",
      })
  void findsTheAgent(String line, String socket) {
    scene.userFile = line == null ? "" : line + "\n";
    assertThat(scene.target("a").credentials().agent())
        .isEqualTo(Optional.ofNullable(socket).map(Path::of));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                     | publickey keyboard-interactive"
            + " password",
        "PreferredAuthentications password,gssapi,publickey   | password publickey",
        "PasswordAuthentication no                            | publickey keyboard-interactive",
        "KbdInteractiveAuthentication no                      | publickey password",
        "PubkeyAuthentication no                              | keyboard-interactive password",
      })
  void triesTheMethodsThatAreAllowed(String line, String methods) {
    scene.userFile = line == null ? "" : line + "\n";
    var password = new SecretSource.Given(new Secret("secret"));
    var target = scene.target(new Wish("a").password(password).settings());
    assertThat(target.credentials().methods().stream().map(AuthMethod::code))
        .containsExactly(methods.split(" "));
  }

  @Test
  void namesWhatKnownHostsKnowsTheServerAs() {
    assertThat(scene.target("a").hostKeys().name()).isEqualTo("a");
    assertThat(scene.target("a:2022").hostKeys().name()).isEqualTo("[a]:2022");
    assertThat(scene.target("a:2022").hostKeys().certificateName()).isEqualTo("a");
    scene.userFile = "HostKeyAlias The-Name\n";
    assertThat(scene.target("a:2022").hostKeys().name()).isEqualTo("the-name");
  }

  @Test
  void collectsTheForwardsOfTheFile() {
    scene.userFile = "LocalForward 127.0.0.1:28789 127.0.0.1:18789\nRemoteForward 0 localhost:22\n";
    assertThat(scene.target("a").forwards())
        .extracting(forward -> forward.direction() + " " + forward.listen().port())
        .containsExactly("LOCAL 28789", "REMOTE 0");
    scene.userFile = "ClearAllForwardings yes\n" + scene.userFile;
    assertThat(scene.target("a").forwards()).isEmpty();
  }

  @Test
  void sharesASessionOnlyBetweenTheSameLogins() {
    scene.userFile =
        "Host alias\n HostName a\nHost other\n HostName a\n IdentityFile ~/.ssh/other\n";
    var key = scene.target("a").sessionKey();
    assertThat(scene.target("alias").sessionKey()).isEqualTo(key);
    assertThat(scene.target("me@a:22").sessionKey()).isEqualTo(key);
    assertThat(scene.target("other").sessionKey()).isNotEqualTo(key);
    assertThat(scene.target("a:23").sessionKey()).isNotEqualTo(key);
    assertThat(scene.target(new Wish("a").jump("one").settings()).sessionKey()).isNotEqualTo(key);
    assertThat(scene.target(new Wish("a").policy(HostKeyPolicy.ACCEPT_NEW).settings()).sessionKey())
        .isNotEqualTo(key);
  }

  @Test
  void refusesAListOfAlgorithmsOfWhichWeSpeakNone() {
    scene.userFile = "MACs umac-64@openssh.com\n";
    assertThat(scene.unusable("a")).contains("MACs leaves nothing that we speak, for a");
  }

  @Test
  void obeysAFileThatForbidsTheConnection() {
    scene.userFile = "Match host a\n RefuseConnection \"use the other one\"\n";
    assertThat(scene.unusable("a")).contains("RefuseConnection \"use the other one\"");
    assertThat(scene.target("b").login().host()).isEqualTo("b");
  }

  @Test
  void listsEveryHostPatternWithItsPlace() throws IOException {
    scene.userFile = "Host a b*\nInclude " + scene.home + "/more\n";
    Files.writeString(scene.home.resolve("more"), "Host a !c\n");
    var hosts = OpenSshConfig.load(scene.environment()).hosts();
    assertThat(hosts)
        .extracting(host -> host.at() + " " + host.pattern() + " " + host.isAlias())
        .containsExactly(
            scene.home.resolve("config") + ":1 a true",
            scene.home.resolve("config") + ":1 b* false",
            scene.home.resolve("more") + ":1 a true",
            scene.home.resolve("more") + ":1 !c false");
  }
}
