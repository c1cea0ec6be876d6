package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Sshd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B2: what stands in a file, or in one too many. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiagnoseFilesIT {
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
  void hostAliasDriftNamesTheNearest() {
    home.sshConfig("Host jumpbox-prod-internal", "  HostName 127.0.0.1", "  Port " + plain.port());
    var ran = WrittenTunnel.to(plain).ssh("root@jumpbox-prod").diagnose(home);
    assertThat(ran.cause()).isEqualTo("host_alias_drift");
    assertThat(ran.fix()).contains("jumpbox-prod-internal");
  }

  /** The first line alone says it, to one who typed the old name. */
  @Test
  void aBareNameMuchLikeAnAliasIsAHostWhoseAliasDrifted() {
    home.sshConfig("Host jumpbox-prod-internal", "  HostName 127.0.0.1");
    var ran = Ran.of("diagnose", "jumpbox-prod");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith("jumpbox-prod: the Host alias has drifted (host_alias_drift, certain)");
    assertThat(Ran.of("diagnose", "nothing-near").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root@127.0.0.1:99999", "ftp://127.0.0.1", "http://127.0.0.1:18789"})
  void whatCanBeNoDestinationIsWrongUse(String subject) {
    var ran = Ran.of("diagnose", subject);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(subject + " is no ");
  }

  @Test
  void duplicateHostAlias() {
    home.sshConfig(
        "Host prod",
        "  HostName 127.0.0.1",
        "  Port " + Ports.free(),
        "Host prod",
        "  HostName 127.0.0.1",
        "  Port " + plain.port());
    var ran = WrittenTunnel.to(plain).ssh("root@prod").diagnose(home);
    assertThat(ran.cause()).isEqualTo("duplicate_host_alias");
  }

  @Test
  void settingShadowed() {
    home.sshConfig("Host prod", "  HostName 127.0.0.1", "  Port " + plain.port());
    var ran = WrittenTunnel.to(plain).ssh("root@prod:" + Ports.free()).diagnose(home);
    assertThat(ran.cause()).isEqualTo("setting_shadowed");
  }

  /** In a script: root@$HOST, and the variable is not set. */
  @Test
  void hostEmpty() {
    assertThat(Ran.of("diagnose", "root@", "--json").cause()).isEqualTo("host_empty");
  }

  @Test
  void sshConfigInvalid() {
    home.sshConfig("Host prod", "  HostName 127.0.0.1", "  Port many");
    var ran = WrittenTunnel.to(plain).ssh("root@prod").diagnose(home);
    assertThat(ran.cause()).as(ran.out()).isEqualTo("ssh_config_invalid");
    assertThat(ran.evidence()).contains("config:3");
  }

  @Test
  void proxyCommandFailed() {
    home.sshConfig(
        "Host proxied", "  HostName 127.0.0.1", "  ProxyCommand sh -c 'echo no way >&2; exit 7'");
    var ran = WrittenTunnel.to(plain).ssh("root@proxied").diagnose(home);
    assertThat(ran.cause()).as(ran.out()).isEqualTo("proxy_command_failed");
    assertThat(ran.evidence()).contains("no way");
  }

  @Test
  void portTakenNamesTheProcess() {
    var ran = WrittenTunnel.to(plain).local(plain.port()).diagnose(home);
    assertThat(ran.cause()).isEqualTo("port_taken");
    assertThat(ran.first().encode()).contains("(sshd");
  }
}
