package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.tunnel.TunnelEvent.StandbyChanged;
import dev.lifeguard.tunnel.TunnelEvent.StateChanged;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A second session that waits for its hour. */
class StandbyIT {
  private final Sshd sshd = Sshd.plain();
  private final Backend echo = Backend.echo();
  private final Workbench bench = new Workbench();

  @AfterEach
  void end() {
    bench.close();
    echo.close();
    sshd.close();
  }

  @Test
  void takesOverAtOnceAndIsFollowedByAnother() throws Exception {
    var port = keep();
    var firstSession = sshd.sessionPids().getFirst();
    kill(firstSession);
    var changed = bench.next(StateChanged.class, it -> it.from() instanceof TunnelState.Active);
    assertThat(changed.to()).as("never without a session").isInstanceOf(TunnelState.Active.class);
    try (var client = new Client(port)) {
      assertThat(client.ask("no pause")).isEqualTo("no pause");
    }
    bench.next(StandbyChanged.class, it -> it.standby() instanceof Standby.Ready);
    assertThat(bench.view("one").recentReconnects()).isEqualTo(1);
    assertThat(sshd.sessionPids()).hasSize(2).doesNotContain(firstSession);
  }

  @Test
  void isMadeAnewWhenItDiesWhileItWaits() {
    keep();
    kill(sshd.sessionPids().getLast());
    bench.next(StandbyChanged.class, it -> it.standby() instanceof Standby.Making);
    bench.next(StandbyChanged.class, it -> it.standby() instanceof Standby.Ready);
    assertThat(bench.view("one").recentReconnects()).isZero();
    assertThat(bench.view("one").state().life().generation()).isEqualTo(1);
  }

  @Test
  void leavesNoSessionBehindWhenTheTunnelIsRemoved() {
    keep();
    bench.keep();
    Await.until("both sessions are gone", () -> sshd.sessionPids().isEmpty());
  }

  private int keep() {
    bench.keep(
        new TunnelSettings.Kept(
            "one", Workbench.ssh(sshd), List.of(Workbench.local(0, echo.at())), true));
    bench.awaitState("active");
    bench.next(StandbyChanged.class, it -> it.standby() instanceof Standby.Ready);
    Await.until("two sessions", () -> sshd.sessionPids().size() == 2);
    return bench.portOf("one");
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(
            process -> {
              process.descendants().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
            });
  }
}
