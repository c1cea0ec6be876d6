package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** B4: the hosts on the way, and what a server lets through. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiagnoseJumpIT {
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
  void jumpAliasMissingAndInAnotherCase() {
    home.sshConfig("Host bastion", "  HostName 127.0.0.1", "  Port " + plain.port());
    assertThat(WrittenTunnel.to(plain).with("jump: [Bastion]").diagnose(home).cause())
        .isEqualTo("jump_alias_case");
    assertThat(WrittenTunnel.to(plain).with("jump: [nowhere-at-all]").diagnose(home).cause())
        .isEqualTo("jump_alias_missing");
  }

  @Test
  void jumpRefused() {
    try (var bastion = Sshd.setup().config("AllowTcpForwarding no").start()) {
      bastion.authorise(plain.clientKey());
      var ran = through(bastion, plain.destination()).diagnose(home);
      assertThat(ran.cause()).isEqualTo("jump_refused");
    }
  }

  @Test
  void jumpUnreachable() {
    var nowhere = plain.user() + "@127.0.0.1:" + Ports.free();
    assertThat(through(plain, nowhere).diagnose(home).cause()).isEqualTo("jump_unreachable");
  }

  /** From the jump host no packet comes through to the target: a firewall between the two. */
  @Test
  void jumpToTargetBlocked() {
    try (var elsewhere = new NetNs()) {
      elsewhere.drop();
      var behind = plain.user() + "@" + elsewhere.address() + ":22";
      var ran = through(plain, behind).with("connect-timeout: 2s").diagnose(home);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("jump_unreachable");
      assertThat(ran.verdict("network")).isEqualTo("pass");
    }
  }

  /** What mends it is done at the jump host: its key, its port, its place on the picture. */
  @Test
  void aJumpHostThatShowsAnotherKeyIsItselfTheBrokenPlace() {
    try (var bastion = Sshd.plain()) {
      var name = "[127.0.0.1]:" + bastion.port();
      var other = plain.newKey("other", SshKey.Type.ED25519).publicLine();
      var wrong = home.write("wrong", name + " " + other + "\n");
      var tunnel = through(bastion, plain.destination()).knowing(wrong, plain.knownHosts());
      var ran = tunnel.diagnose(home);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("host_key_changed");
      assertThat(ran.fix())
          .contains("ssh-keygen -f " + wrong + " -R '" + name + "'")
          .doesNotContain(Integer.toString(plain.port()));
      assertThat(ran.picture())
          .contains("jump host " + bastion.destination() + " fail")
          .contains("sshd " + plain.destination() + " unknown");
    }
  }

  private static WrittenTunnel through(Sshd bastion, String target) {
    return WrittenTunnel.to(plain)
        .ssh(target)
        .knowing(bastion.knownHosts(), plain.knownHosts())
        .with("jump: [\"" + bastion.destination() + "\"]");
  }

  @Test
  void forwardingDenied() {
    try (var sshd = Sshd.setup().config("AllowTcpForwarding no").start()) {
      var ran = WrittenTunnel.to(sshd).diagnose(home);
      assertThat(ran.cause()).isEqualTo("forwarding_denied");
      assertThat(ran.verdict("ssh-auth")).isEqualTo("pass");
    }
  }

  /** On a host of its own: elsewhere a gateway of somebody's may well be found. */
  @Test
  void gatewayStoppedOrItsPortInOtherHands() {
    try (var elsewhere = new NetNs();
        var sshd = Sshd.setup().on(elsewhere).start()) {
      var tunnel = WrittenTunnel.to(sshd);
      var stopped = tunnel.diagnose(home);
      assertThat(stopped.cause()).as(stopped.out()).isEqualTo("gateway_stopped");
      assertThat(stopped.evidence()).contains("none a gateway");
      try (var other = Program.start(page(elsewhere, tunnel.remote()))) {
        other.awaitReady(Duration.ofSeconds(10), () -> other.log().contains("Serving"));
        var squatted = tunnel.diagnose(home);
        assertThat(squatted.cause()).as(squatted.out()).isEqualTo("remote_port_squatted");
        assertThat(squatted.evidence()).contains("java (pid");
      }
    }
  }

  private static Program.Launch page(NetNs host, int port) {
    var java = Path.of(System.getProperty("java.home"), "bin/java");
    var words = new Object[] {java, "-m", "jdk.httpserver", "-b", "127.0.0.1", "-p", port};
    return host.inside(Program.Launch.of(new Folder("page"), words));
  }
}
