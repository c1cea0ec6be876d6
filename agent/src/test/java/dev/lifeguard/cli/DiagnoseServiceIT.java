package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Relay;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B1: the machine's own network, the way to a server, and the server before it knows us. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiagnoseServiceIT {
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
  void refused() {
    var ran = WrittenTunnel.to(plain).ssh("root@127.0.0.1:" + Ports.free()).diagnose(home);
    assertThat(ran.cause()).isEqualTo("refused");
    assertThat(ran.verdict("gateway")).isEqualTo("unknown");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void unresolved() {
    var ran = WrittenTunnel.to(plain).ssh("root@no-such-host.invalid").diagnose(home);
    assertThat(ran.found()).as(ran.out()).first().isEqualTo("unresolved");
  }

  @Test
  void packetsThatVanishAreATimeoutAndNeverARefusal() {
    try (var elsewhere = new NetNs()) {
      elsewhere.drop();
      var ran = Ran.of("diagnose", "root@" + elsewhere.address(), "--json");
      assertThat(ran.cause()).as(ran.out()).isEqualTo("connect_timeout");
    }
  }

  @Test
  void aMachineWhoseCableIsOutJudgesNobodyElse() {
    try (var elsewhere = new NetNs()) {
      elsewhere.unplug();
      var ran = inside(elsewhere, "diagnose", "root@" + elsewhere.hostAddress(), "--json");
      assertThat(ran.cause()).as(ran.out()).isEqualTo("own_network_down");
      assertThat(ran.verdict("network")).isEqualTo("unknown");
    }
  }

  @Test
  void noWayToThatNetwork() {
    try (var elsewhere = new NetNs()) {
      elsewhere.runInside("ip", "route", "del", "default");
      var ran = inside(elsewhere, "diagnose", "root@198.51.100.7", "--json");
      assertThat(ran.cause()).as(ran.out()).isEqualTo("network_unreachable");
    }
  }

  /** The resolver of that host is an address where nobody answers. */
  @Test
  void aDeadResolverIsNoFaultOfTheName() throws IOException {
    try (var elsewhere = new NetNs()) {
      var settings = Path.of("/etc/netns", elsewhere.name());
      Files.createDirectories(settings);
      var file = settings.resolve("resolv.conf");
      Files.writeString(
          file, "nameserver " + elsewhere.hostAddress() + "\noptions timeout:1 attempts:1\n");
      try {
        var ran = inside(elsewhere, "diagnose", "root@bastion.example", "--json");
        assertThat(ran.cause()).as(ran.out()).isEqualTo("dns_down");
      } finally {
        Files.delete(file);
        Files.delete(settings);
      }
    }
  }

  private static Ran inside(NetNs host, Object... words) {
    return Ran.elsewhere(host::inside, words);
  }

  @ParameterizedTest
  @CsvSource({"'', no_banner", "'HTTP/1.1 400 Bad Request\r\n\r\n', not_ssh"})
  void whoTakesTheConnectionAndIsNoSshServer(String words, String cause) throws IOException {
    try (var other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sayAndHangUp(other, words));
      var ran =
          WrittenTunnel.to(plain).ssh("root@127.0.0.1:" + other.getLocalPort()).diagnose(home);
      assertThat(ran.cause()).as(ran.out()).isEqualTo(cause);
    }
  }

  /** OpenSSH from 9.8 on: a wrong key costs seconds, in which the right one is sent away too. */
  @Test
  void aServerThatPenalisesUs() {
    try (var sshd =
        Sshd.setup().newer().config("PerSourcePenalties authfail:30s min:15s noauth:1s").start()) {
      var stranger = sshd.newKey("stranger", SshKey.Type.ED25519);
      var wrong = WrittenTunnel.to(sshd).identity(stranger.file()).diagnose(home);
      assertThat(wrong.cause()).isEqualTo("key_rejected");
      var ran = WrittenTunnel.to(sshd).diagnose(home);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("penalised");
      assertThat(ran.fix()).contains("PerSourcePenalt");
    }
  }

  @Test
  void aServerWhosePlacesAreAllTaken() throws IOException {
    try (var sshd = Sshd.setup().config("MaxStartups 1:100:1", "LoginGraceTime 60").start();
        var other = new Socket("127.0.0.1", sshd.port())) {
      assertThat(other.getInputStream().read()).isEqualTo('S'); // the one place is taken
      assertThat(WrittenTunnel.to(sshd).diagnose(home).cause()).isEqualTo("penalised");
    }
  }

  @Test
  void noCommonKeyExchange() {
    try (var sshd = Sshd.setup().config("KexAlgorithms diffie-hellman-group1-sha1").start()) {
      var ran = WrittenTunnel.to(sshd).diagnose(home);
      assertThat(ran.cause()).isEqualTo("kex_mismatch");
      assertThat(ran.evidence()).contains("diffie-hellman-group1-sha1");
    }
  }

  @Test
  void sshdLoopbackOnly() {
    try (var elsewhere = new NetNs()) {
      var outside = elsewhere.hostAddress() + ":" + plain.port();
      var ran = WrittenTunnel.to(plain).ssh("root@" + outside).diagnose(home);
      assertThat(ran.cause()).isEqualTo("sshd_loopback_only");
    }
  }

  @Test
  void userNotAllowedWhichOnlyTheLogTells() {
    try (var sshd = Sshd.setup().config("AllowUsers somebody-else").start()) {
      var blind = WrittenTunnel.to(sshd).diagnose(home);
      assertThat(blind.cause()).isEqualTo("key_rejected");
      assertThat(blind.json().getString("because")).contains("cannot tell");
      var log = sshd.folder().resolve("sshd.log");
      var told = WrittenTunnel.to(sshd).diagnose(home, "--sshd-log", log);
      assertThat(told.cause()).isEqualTo("user_not_allowed");
      assertThat(told.first().getString("confidence")).isEqualTo("certain");
    }
  }

  @Test
  void timeoutTooSmall() {
    try (var slow = new Relay("127.0.0.1", plain.port())) {
      slow.delay(Duration.ofMillis(400));
      var line = "[127.0.0.1]:%d %s\n".formatted(slow.port(), plain.hostKey().publicLine());
      var tunnel =
          WrittenTunnel.to(plain)
              .ssh(plain.user() + "@127.0.0.1:" + slow.port())
              .knowing(home.write("known", line))
              .with("connect-timeout: 200ms");
      var ran = tunnel.diagnose(home);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("timeout_too_small");
    }
  }

  private static void sayAndHangUp(ServerSocket server, String words) {
    try {
      while (!server.isClosed())
        try (var taken = server.accept()) {
          taken.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        }
    } catch (IOException e) {
      // closed: the test is over
    }
  }
}
