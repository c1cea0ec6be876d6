package dev.lifeguard.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.probe.ProbeOutcome.Passed;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Row R4: an OpenSSH with its default PerSourcePenalties takes a second for each connection that
 * never logs in, forgives one a second, and bans at fifteen.
 */
class TcpPenaltiesIT {
  private static final int CONNECTIONS = 18;

  @Test
  void carelessConnectionsAreBanned() throws IOException {
    try (var sshd = Sshd.setup().newer().start()) {
      for (int n = 0; n < 5 * CONNECTIONS; n++) new Socket(sshd.host(), sshd.port()).close();
      Await.until("the ban", Duration.ofSeconds(20), () -> banned(sshd), sshd::log);
    }
  }

  /** However eagerly they ask: as gateways behind one bastion under several names would. */
  @Test
  void ourLooksAreNever() throws Exception {
    try (var scene = new Scene();
        var sshd = Sshd.setup().newer().start()) {
      var bastion = TcpTarget.of(sshd.host(), sshd.port());
      for (int n = 0; n < CONNECTIONS; n++) {
        var looks = java.util.stream.Stream.generate(() -> scene.begin(bastion)).limit(50).toList();
        for (var look : looks) assertThat(look.outcome()).isInstanceOf(Passed.class);
      }
      assertThat(sshd.connectionsTaken()).isLessThanOrEqualTo(CONNECTIONS);
      sshd.awaitLog("penalty of 1");
      assertThat(sshd.log()).doesNotContain("activating");
      assertThat(banned(sshd)).isFalse();
    }
  }

  private static boolean banned(Sshd sshd) {
    return sshd.log().lines().anyMatch(line -> line.contains("activating"));
  }
}
