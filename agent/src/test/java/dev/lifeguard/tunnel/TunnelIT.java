package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Sshd;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TunnelIT {
  private static Sshd sshd;

  @BeforeAll
  static void startServer() {
    sshd = Sshd.plain();
  }

  @AfterAll
  static void stopServer() {
    if (sshd != null) sshd.close();
  }

  @Test
  void carriesBytesBothWaysAndEndsAsBothSidesEnd() throws Exception {
    try (var echo = Backend.echo();
        var bench = new Workbench()) {
      var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
      try (var client = new Socket("127.0.0.1", port)) {
        client.setSoTimeout(10_000);
        client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        assertThat(new String(client.getInputStream().readAllBytes())).isEqualTo("hello");
      }
      bench.next(TunnelEvent.ConnectionServed.class, _ -> true);
      assertThat(bench.forward("one").up()).isEqualTo(5);
      assertThat(bench.forward("one").down()).isEqualTo(5);
      assertThat(bench.forward("one").connections().served()).isEqualTo(1);
    }
  }
}
