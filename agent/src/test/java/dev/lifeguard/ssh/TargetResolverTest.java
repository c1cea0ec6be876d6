package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.ssh.ResolvedTarget.AuthMethod;
import dev.lifeguard.ssh.ResolvedTarget.IdentityFile;
import dev.lifeguard.ssh.SshEnvironment.LocalUser;
import dev.lifeguard.ssh.SshSettings.HostKeyPolicy;
import dev.lifeguard.ssh.SshSettings.Keepalive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wins: the command line, our settings, the user's file, the system's file, the defaults. */
class TargetResolverTest {
  @TempDir Path home;

  private String userFile = "";
  private String systemFile = "";

  @ParameterizedTest
  @CsvSource({
    "a,             me@a:22",
    "ops@a,         ops@a:22",
    "a:2022,        me@a:2022",
    "ops@a:2022,    ops@a:2022",
    "ssh://ops@a:2, ops@a:2",
    "a@b@c,         a@b@c:22",
    "[::1]:2022,    me@[::1]:2022",
    "A.Example,     me@a.example:22",
  })
  void readsADestinationAsTheCommandLineDoes(String destination, String login) {
    assertThat(target(destination).login().toString()).isEqualTo(login);
  }

  @Test
  void letsTheUsersFileWinOverTheSystems() {
    userFile = "Host a\n User user-file\n";
    systemFile = "Host a\n User system-file\n Port 2200\n";
    assertThat(target("a").login().toString()).isEqualTo("user-file@a:2200");
  }

  @Test
  void letsTheCommandLineWinOverTheDestinationAndAllFiles() {
    userFile = "Port 1\nUser file\nHostKeyAlias file\nStrictHostKeyChecking yes\n";
    var settings = new Wish("ops@a:2").policy(HostKeyPolicy.STRICT).settings();
    var target =
        target(
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
    userFile =
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
    var target = target(settings);
    assertThat(target.credentials().identities())
        .containsExactly(new IdentityFile(Path.of("/keys/ours"), true));
    assertThat(target.credentials().identitiesOnly()).isTrue();
    assertThat(target.hostKeys().userFiles()).containsExactly(Path.of("/keys/hosts"));
    assertThat(target.hostKeys().policy()).isEqualTo(HostKeyPolicy.STRICT);
    assertThat(target.patience().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(target.patience().keepalive()).isEqualTo(new Keepalive(Duration.ofSeconds(4), 5));
    assertThat(way(target)).isEqualTo("our-jump");
  }

  @Test
  void fallsBackToDefaultsThatNeverLetASessionGoUnwatched() {
    var target = target("a");
    assertThat(target.patience().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(target.patience().keepalive()).isEqualTo(new Keepalive(Duration.ofSeconds(5), 2));
    assertThat(target.hostKeys().policy()).isEqualTo(HostKeyPolicy.STRICT);
    assertThat(target.credentials().methods()).containsExactly(AuthMethod.PUBLIC_KEY);
    assertThat(target.credentials().identities())
        .extracting(identity -> home.resolve(".ssh").relativize(identity.file()).toString())
        .containsExactly("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk");
    userFile = "ServerAliveInterval 0\n";
    assertThat(target("a").patience().keepalive()).isEqualTo(Keepalive.DEFAULT);
    assertThat(target("a").findings().getFirst().what())
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
    userFile = "StrictHostKeyChecking " + value + "\n";
    assertThat(target("a").hostKeys().policy()).isEqualTo(policy);
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
    userFile = "Host a\n" + file.replace('~', '\n') + "\n";
    assertThat(way(target("a"))).isEqualTo(expected.equals("-") ? "" : expected);
  }

  @Test
  void fillsTheProxyCommandAndGivesItNoJump() {
    userFile = "Host a\n HostName real.example\n ProxyCommand nc -X 5 %h %p %r %n %%\n";
    var route = target("ops@a:99").route();
    assertThat(route.proxyCommand()).contains("nc -X 5 real.example 99 ops a %");
    assertThat(route.jumps()).isEmpty();
  }

  @Test
  void keepsTheFirstHopsOwnWayToBeDialled() {
    userFile = "Host a\n ProxyJump one\nHost one\n ProxyCommand nc %h %p\n AddressFamily inet\n";
    var hop = target("a").route().jumps().getFirst();
    assertThat(hop.route().proxyCommand()).contains("nc one 22");
    assertThat(hop.route().family()).isEqualTo(ResolvedTarget.AddressFamily.INET);
  }

  @Test
  void givesNoShellAnythingButAName() {
    userFile = "Match originalhost a\n HostName $(reboot)\n ProxyCommand nc %h\n";
    assertThat(unusable("a")).contains("is no name of a host");
    userFile = "User a;reboot\nProxyCommand nc %r\n";
    assertThat(unusable("a")).contains("User is no name of a user");
    userFile = "";
    assertThat(unusable("-oProxyCommand=reboot")).contains("is no [user@]host[:port]");
  }

  @Test
  void showsThePasswordToTheTargetOnly() {
    var password = new SecretSource.Given(new Secret("secret"));
    var target = target(new Wish("a").jump("one").password(password).settings());
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
    userFile = "Host one\n IdentityFile ~/.ssh/one\n StrictHostKeyChecking yes\n";
    var settings =
        new Wish("a")
            .jump("one,two")
            .identity(Path.of("/keys/ours"))
            .policy(HostKeyPolicy.ACCEPT_NEW)
            .settings();
    var jumps = target(settings).route().jumps();
    assertThat(jumps.get(0).credentials().identities().getFirst().file())
        .isEqualTo(home.resolve(".ssh/one"));
    assertThat(jumps.get(0).hostKeys().policy()).isEqualTo(HostKeyPolicy.STRICT);
    assertThat(jumps.get(1).credentials().identities().getFirst().file())
        .isEqualTo(Path.of("/keys/ours"));
    assertThat(jumps.get(1).hostKeys().policy()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
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
    userFile = line == null ? "" : line + "\n";
    assertThat(target("a").credentials().agent())
        .isEqualTo(Optional.ofNullable(socket).map(Path::of));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                     | publickey keyboard-interactive password",
        "PreferredAuthentications password,gssapi,publickey   | password publickey",
        "PasswordAuthentication no                            | publickey keyboard-interactive",
        "KbdInteractiveAuthentication no                      | publickey password",
        "PubkeyAuthentication no                              | keyboard-interactive password",
      })
  void triesTheMethodsThatAreAllowed(String line, String methods) {
    userFile = line == null ? "" : line + "\n";
    var password = new SecretSource.Given(new Secret("secret"));
    var target = target(new Wish("a").password(password).settings());
    assertThat(target.credentials().methods().stream().map(AuthMethod::code))
        .containsExactly(methods.split(" "));
  }

  @Test
  void namesWhatKnownHostsKnowsTheServerAs() {
    assertThat(target("a").hostKeys().name()).isEqualTo("a");
    assertThat(target("a:2022").hostKeys().name()).isEqualTo("[a]:2022");
    assertThat(target("a:2022").hostKeys().certificateName()).isEqualTo("a");
    userFile = "HostKeyAlias The-Name\n";
    assertThat(target("a:2022").hostKeys().name()).isEqualTo("the-name");
  }

  @Test
  void collectsTheForwardsOfTheFile() {
    userFile = "LocalForward 127.0.0.1:28789 127.0.0.1:18789\nRemoteForward 0 localhost:22\n";
    assertThat(target("a").forwards())
        .extracting(forward -> forward.direction() + " " + forward.listen().port())
        .containsExactly("LOCAL 28789", "REMOTE 0");
    userFile = "ClearAllForwardings yes\n" + userFile;
    assertThat(target("a").forwards()).isEmpty();
  }

  @Test
  void sharesASessionOnlyBetweenTheSameLogins() {
    userFile = "Host alias\n HostName a\nHost other\n HostName a\n IdentityFile ~/.ssh/other\n";
    var key = target("a").sessionKey();
    assertThat(target("alias").sessionKey()).isEqualTo(key);
    assertThat(target("me@a:22").sessionKey()).isEqualTo(key);
    assertThat(target("other").sessionKey()).isNotEqualTo(key);
    assertThat(target("a:23").sessionKey()).isNotEqualTo(key);
    assertThat(target(new Wish("a").jump("one").settings()).sessionKey()).isNotEqualTo(key);
    assertThat(target(new Wish("a").policy(HostKeyPolicy.ACCEPT_NEW).settings()).sessionKey())
        .isNotEqualTo(key);
  }

  @Test
  void refusesAListOfAlgorithmsOfWhichWeSpeakNone() {
    userFile = "MACs umac-64@openssh.com\n";
    assertThat(unusable("a")).contains("MACs leaves nothing that we speak, for a");
  }

  @Test
  void obeysAFileThatForbidsTheConnection() {
    userFile = "Match host a\n RefuseConnection \"use the other one\"\n";
    assertThat(unusable("a")).contains("RefuseConnection \"use the other one\"");
    assertThat(target("b").login().host()).isEqualTo("b");
  }

  @Test
  void listsEveryHostPatternWithItsPlace() throws IOException {
    userFile = "Host a b*\nInclude " + home + "/more\n";
    Files.writeString(home.resolve("more"), "Host a !c\n");
    var hosts = OpenSshConfig.load(environment()).hosts();
    assertThat(hosts)
        .extracting(host -> host.at() + " " + host.pattern() + " " + host.isAlias())
        .containsExactly(
            home.resolve("config") + ":1 a true",
            home.resolve("config") + ":1 b* false",
            home.resolve("more") + ":1 a true",
            home.resolve("more") + ":1 !c false");
  }

  private static String way(ResolvedTarget target) {
    return target.route().jumps().stream()
        .map(hop -> hop.login().toString().replaceFirst("^me@", "").replaceFirst(":22$", ""))
        .collect(Collectors.joining(" "));
  }

  private ResolvedTarget target(String destination) {
    return target(SshSettings.to(destination));
  }

  private ResolvedTarget target(SshSettings settings, String... options) {
    return switch (resolver().resolve(settings, List.of(options))) {
      case TargetOutcome.Resolved(var target) -> target;
      case TargetOutcome.Unusable(var failure, _) -> throw new AssertionError(failure.toString());
    };
  }

  private String unusable(String destination) {
    return switch (resolver().resolve(SshSettings.to(destination))) {
      case TargetOutcome.Resolved(var target) -> throw new AssertionError(target.toString());
      case TargetOutcome.Unusable(var failure, _) -> failure.toString();
    };
  }

  private TargetResolver resolver() {
    return new TargetResolver(environment(), OpenSshConfig.load(environment()));
  }

  private SshEnvironment environment() {
    return new SshEnvironment(
        new LocalUser("me", SshEnvironment.uid(), home),
        "here.example",
        Map.of("SSH_AUTH_SOCK", "/run/agent", "OTHER", "/run/other"),
        Optional.of(write("config", userFile)),
        Optional.of(write("ssh_config", systemFile)));
  }

  private Path write(String name, String text) {
    try {
      var file = Files.writeString(home.resolve(name), text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Our settings, said one by one. */
  private record Wish(SshSettings settings) {
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
}
