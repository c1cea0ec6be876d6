package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.peer.Ports;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tunnel that somebody else keeps. */
class OwnerKeeperIT {
  private final int port = Ports.free();
  private final Workbench bench = new Workbench();

  @AfterEach
  void end() {
    bench.close();
  }

  @Test
  void followsItsLocalAddress() throws Exception {
    watch(List.of());
    bench.awaitState("pending");
    try (var _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      bench.awaitState("active");
    }
    bench.awaitState("reconnecting");
    assertThat(bench.view("one").state().life().last().orElseThrow().reason())
        .isEqualTo(Reason.REFUSED);
  }

  @Test
  void isRestartedByItsOwnersCommandAsItStands(@TempDir Path folder) {
    var trace = folder.resolve("$(touch never) ran");
    watch(List.of("/usr/bin/touch", trace.toString()));
    Workbench.await(bench.tunnels.restart(Workbench.id("one")));
    assertThat(Files.exists(trace)).isTrue();
    assertThat(Files.exists(folder.resolve("never"))).isFalse();
  }

  @Test
  void saysWhatTheOwnersCommandEndedWith() {
    watch(List.of("/bin/sh", "-c", "echo no such unit >&2; exit 5"));
    assertThatThrownBy(() -> Workbench.await(bench.tunnels.restart(Workbench.id("one"))))
        .isInstanceOf(FailedException.class)
        .hasMessage("command_failed: /bin/sh ended with 5: no such unit");
  }

  @Test
  void isNotRestartedWithoutACommand() {
    watch(List.of());
    assertThatThrownBy(() -> Workbench.await(bench.tunnels.restart(Workbench.id("one"))))
        .isInstanceOf(FailedException.class)
        .hasMessageStartingWith("not_supported");
  }

  private void watch(List<String> restart) {
    var forward =
        new Forward(
            "main",
            Direction.LOCAL,
            Endpoint.of("127.0.0.1", port),
            Endpoint.of("127.0.0.1", port),
            Expect.OPEN);
    bench.keep(new TunnelSettings.External("one", forward, restart));
  }
}
