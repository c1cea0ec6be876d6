package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.ssh.LoginOutcome;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Row R4: many gateways behind one OpenSSH that punishes, at its default settings. */
class BastionIT {
  private static final int GATEWAYS = 50;

  @Test
  void isNeverPenalisedThoughFiftyTunnelsAndTheirProbesWantInAtOnce() throws Exception {
    try (var bastion = Sshd.setup().newer().start();
        var echo = Backend.echo();
        var bench = new Workbench()) {
      var ssh = Workbench.ssh(bastion, new Keepalive(Duration.ofSeconds(5), 2));
      bench.keep(
          IntStream.range(0, GATEWAYS)
              .mapToObj(
                  n -> {
                    var forward = Workbench.local(0, echo.at());
                    return new TunnelSettings.Kept("gateway-" + n, ssh, List.of(forward), false);
                  })
              .toArray(TunnelSettings[]::new));
      for (int outage = 0; outage < 3; outage++) {
        Await.until("all are up", Duration.ofSeconds(30), () -> active(bench) == GATEWAYS);
        logIn(bench, ssh);
        bastion.killSessions();
        bench.next(
            TunnelEvent.StateChanged.class, it -> it.to() instanceof TunnelState.Reconnecting);
      }
      Await.until("all are up again", Duration.ofSeconds(30), () -> active(bench) == GATEWAYS);
      assertThat(bastion.connectionsTaken()).as("a session and a login a time").isLessThan(12);
      assertThat(bastion.log()).doesNotContain("activating").doesNotContain("past MaxStartups");
    }
  }

  /** As the probes of all of them do. */
  private static void logIn(Workbench bench, SshSettings ssh) throws Exception {
    var logins = new ArrayList<CompletionStage<LoginOutcome>>();
    for (int n = 0; n < GATEWAYS; n++)
      logins.add(bench.sessions.login(ssh, Duration.ofSeconds(30)));
    for (var login : logins)
      assertThat(login.toCompletableFuture().get(30, TimeUnit.SECONDS))
          .isInstanceOf(LoginOutcome.Passed.class);
  }

  private static long active(Workbench bench) {
    return Workbench.await(bench.tunnels.views()).stream()
        .filter(view -> view.state() instanceof TunnelState.Active)
        .count();
  }
}
