package dev.lifeguard.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.ssh.config.ResolvedTarget.AuthMethod;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole way to a server: jump hosts, proxy commands, and what each hop is given. */
class TargetRouteTest {
  private ResolverScene scene;

  @BeforeEach
  void begin(@TempDir Path home) {
    scene = new ResolverScene(home);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ProxyJump one                                         | one",
        "ProxyJump one,two,three                               | one two three",
        "ProxyJump ops@one:2201                                | ops@one:2201",
        "ProxyJump two~Host two~ProxyJump one                  | one two",
        "ProxyJump one,two~Host two~ProxyJump never            | one two",
        "ProxyJump one,two~Host one~ProxyJump zero             | zero one two",
        "ProxyCommand nc %h~ProxyJump one                      | -",
        "ProxyJump none~ProxyJump one                          | -",
        "ProxyJump one~Host one~HostName real~Port 9~User me2  | me2@real:9",
      })
  void findsTheWholeWay(String file, String expected) {
    scene.userFile = "Host a\n" + file.replace('~', '\n') + "\n";
    assertThat(ResolverScene.way(scene.target("a")))
        .isEqualTo(expected.equals("-") ? "" : expected);
  }

  @Test
  void fillsTheProxyCommandAndGivesItNoJump() {
    scene.userFile = "Host a\n HostName real.example\n ProxyCommand nc -X 5 %h %p %r %n %%\n";
    var route = scene.target("ops@a:99").route();
    assertThat(route.proxyCommand()).contains("nc -X 5 real.example 99 ops a %");
    assertThat(route.jumps()).isEmpty();
  }

  @Test
  void keepsTheFirstHopsOwnWayToBeDialled() {
    scene.userFile =
        "Host a\n ProxyJump one\nHost one\n ProxyCommand nc %h %p\n AddressFamily inet\n";
    var hop = scene.target("a").route().jumps().getFirst();
    assertThat(hop.route().proxyCommand()).contains("nc one 22");
    assertThat(hop.route().family()).isEqualTo(ResolvedTarget.AddressFamily.INET);
  }

  @Test
  void givesNoShellAnythingButAName() {
    scene.userFile = "Match originalhost a\n HostName $(reboot)\n ProxyCommand nc %h\n";
    assertThat(scene.unusable("a")).contains("is no name of a host");
    scene.userFile = "User a;reboot\nProxyCommand nc %r\n";
    assertThat(scene.unusable("a")).contains("User is no name of a user");
    scene.userFile = "";
    assertThat(scene.unusable("-oProxyCommand=reboot")).contains("is no [user@]host[:port]");
  }

  @Test
  void showsThePasswordToTheTargetOnly() {
    var password = new SecretSource.Given(new Secret("secret"));
    var target = scene.target(new Wish("a").jump("one").password(password).settings());
    assertThat(target.credentials().methods())
        .containsExactly(
            AuthMethod.PUBLIC_KEY, AuthMethod.KEYBOARD_INTERACTIVE, AuthMethod.PASSWORD);
    assertThat(target.credentials().password()).isEqualTo(password);
    var hop = target.route().jumps().getFirst();
    assertThat(hop.credentials().password()).isEqualTo(new SecretSource.None());
    assertThat(hop.credentials().methods()).containsExactly(AuthMethod.PUBLIC_KEY);
  }

  @Test
  void lendsAHopWhatItsOwnConfigurationLeavesOpen() {
    scene.userFile = "Host one\n IdentityFile ~/.ssh/one\n StrictHostKeyChecking yes\n";
    var settings =
        new Wish("a")
            .jump("one,two")
            .identity(Path.of("/keys/ours"))
            .policy(HostKeyPolicy.ACCEPT_NEW)
            .settings();
    var jumps = scene.target(settings).route().jumps();
    assertThat(jumps.get(0).credentials().identities().getFirst().file())
        .isEqualTo(scene.home.resolve(".ssh/one"));
    assertThat(jumps.get(0).hostKeys().policy()).isEqualTo(HostKeyPolicy.STRICT);
    assertThat(jumps.get(1).credentials().identities().getFirst().file())
        .isEqualTo(Path.of("/keys/ours"));
    assertThat(jumps.get(1).hostKeys().policy()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
  }
}
