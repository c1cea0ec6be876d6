package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortOwnerTest {
  private static final String US = "process " + ProcessHandle.current().pid() + " (java)";

  @BeforeEach
  void needsProc() {
    assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "no /proc on this system");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0"})
  void namesTheProcessThatListens(String host) throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      assertThat(PortOwner.of(Endpoint.of(host, server.getLocalPort()))).hasValue(US);
    }
  }

  @Test
  void knowsNobodyWhereNobodyListens() throws Exception {
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    assertThat(PortOwner.of(Endpoint.of("127.0.0.1", port))).isEmpty();
  }

  @Test
  void namesTheOwnerOfAUnixSocket(@TempDir Path folder) throws Exception {
    var path = folder.resolve("socket");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      assertThat(PortOwner.of(Endpoint.unix(path.toString()))).hasValue(US);
    }
  }
}
