package dev.lifeguard.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";

  @TempDir Path proc;

  @BeforeEach
  void write() throws IOException {
    file("sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
    file("sys/net/ipv4/ip_local_reserved_ports", "33333,40000-40010\n");
    file(
        "net/tcp",
        HEAD
            + line("0100007F:4967", "0A", 1) // 127.0.0.1:18791
            + line("00000000:4967", "0A", 2) // 0.0.0.0:18791
            + line("0202000A:4970", "0A", 3) // 10.0.2.2:18800, debugging
            + line("0202000A:4971", "01", 4) // a connection, no listener
            + line("nonsense", "0A", 5)
            + "short line\n");
    file(
        "net/tcp6",
        HEAD
            + line("00000000000000000000000001000000:49D3", "0A", 6) // [::1]:18899
            + line("00000000000000000000000000000000:49D3", "0A", 7) // [::]:18899
            + line("00000000000000000000000000000000:49D4", "0A", 8)); // [::]:18900: nobody's
    file("77/comm", "node\n");
    Files.createDirectories(proc.resolve("77/fd"));
    Files.createSymbolicLink(proc.resolve("77/fd/3"), Path.of("socket:[2]"));
  }

  private static String line(String local, String state, int inode) {
    return "   0: %s 00000000:0000 %s 00000000:00000000 00:00000000 00000000     0        0 %d 1 0\n"
        .formatted(local, state, inode);
  }

  private void file(String name, String text) throws IOException {
    var file = proc.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Machine machine() {
    return Machine.read(proc);
  }

  @Test
  void debuggingPortsBeyondLoopbackAreFoundWithWhoListens() {
    var findings = DebugPorts.of(machine(), Set.of(18789), proc);
    assertThat(findings)
        .extracting(BaselineFinding::about)
        .containsExactly("0.0.0.0:18791", "10.0.2.2:18800", "[0:0:0:0:0:0:0:0]:18899");
    assertThat(findings.getFirst().evidence().seen())
        .contains("by node (pid 77)")
        .contains("browser control of the gateway on port 18789");
    assertThat(findings).allMatch(it -> it.check() == BaselineCheck.DEBUG_PORT_OPEN);
  }

  @Test
  void portsOfNoGatewayAreNobodysBusiness() {
    assertThat(DebugPorts.of(machine(), Set.of(), proc)).isEmpty();
    assertThat(DebugPorts.of(machine(), Set.of(28789), proc)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 28789, ''",
    "127.0.0.1, 0, ''",
    "127.0.0.1, 18789, local_port_unusual",
    "127.0.0.1, 30500, local_port_unusual",
    "127.0.0.1, 40960, local_port_ephemeral",
    "127.0.0.1, 33333, local_port_unusual",
    "127.0.0.1, 40005, local_port_unusual",
    "0.0.0.0, 28789, local_forward_open",
    "10.0.0.1, 50000, local_forward_open local_port_ephemeral"
  })
  void judgesTheLocalPortsOfForwards(String host, int port, String codes) {
    assertThat(judge(host, port)).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource({"30000, local_port_node_port", "32767, local_port_node_port", "29999, ''"})
  void whereAKubeletRunsItsPortsAreAvoided(int port, String codes) throws IOException {
    file("99/comm", "kubelet\n");
    assertThat(judge("127.0.0.1", port)).isEqualTo(codes);
  }

  private String judge(String host, int port) {
    var forward =
        new Forward(
            "main",
            Direction.LOCAL,
            Endpoint.of(host, port),
            Endpoint.of("127.0.0.1", 18789),
            Expect.GATEWAY);
    var tunnel = new TunnelSettings.Kept("ssh", SshSettings.to("x"), List.of(forward), false);
    var gateway = new BaselineScope.Gateway("home", List.of(), List.of(tunnel));
    return PortPosture.of(gateway, machine()).stream()
        .map(it -> it.check().code())
        .collect(Collectors.joining(" "));
  }

  @Test
  void withoutProcNothingIsHeldAgainstAnybody() {
    var nothing = Machine.read(proc.resolve("nowhere"));
    assertThat(nothing.isEphemeral(40_960)).isFalse();
    assertThat(nothing.listeners()).isEmpty();
  }

  @Test
  void seesAListenerOfThisMachineAsTheKernelTellsOfIt() throws IOException {
    var real = Path.of("/proc");
    if (!Files.exists(real.resolve("net/tcp"))) return;
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      var found =
          Machine.read(real).listeners().stream()
              .filter(it -> it.port() == server.getLocalPort())
              .findFirst()
              .orElseThrow();
      assertThat(found.address()).isEqualTo(server.getInetAddress());
      assertThat(found.isReachable()).isFalse();
      assertThat(found.owner(real)).hasValueSatisfying(it -> assertThat(it).contains("pid"));
    }
  }
}
