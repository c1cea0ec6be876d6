package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.FarHost;
import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.ssh.Persistence;
import dev.lifeguard.ssh.SshTrace;
import dev.lifeguard.tunnel.Workbench;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenClaw's own audit at the far end of a real SSH session, beside the gateway it is about. */
class FarAuditIT {
  private static final OpenClaw GATEWAY = OpenClaw.shared();
  @TempDir Path folder;

  @Test
  void isRunOverTheSessionThatStandsAndOnlyOnTheGatewaysMachine() throws Exception {
    try (var sshd = Sshd.setup().config("SetEnv PATH=" + path()).start();
        var bench = new Workbench()) {
      var host = new FarHost(bench.sessions, Workbench.ssh(sshd));
      var audit = new FarAudit(bench.time, Duration.ofSeconds(60));
      var process = RuntimeReading.of(ask(bench, "system.info"));
      var config = ConfigReading.of(ask(bench, "config.get"));
      assertThat(because(audit.run(host, process, config)))
          .isEqualTo("no SSH session stands to the gateway's machine");
      assertThat(sshd.connectionsTaken()).as("nobody logs in for it").isZero();

      try (var _ =
          bench
              .sessions
              .lease(host.login(), Persistence.ONCE, SshTrace.SILENT)
              .get(40, TimeUnit.SECONDS)) {
        var found = audit.run(host, process, config);
        assertThat(found).isInstanceOf(Security.Audited.class);
        assertThat(((Security.Audited) found).findings()).isNotEmpty();
        assertThat(because(audit.run(host, on("elsewhere", process), config)))
            .startsWith("the gateway runs on another machine than ");
        assertThat(because(audit.run(host, process, at("/no/such/$(reboot)'file", config))))
            .startsWith("its configuration file cannot be seen on ");
      }
    }
  }

  private static RuntimeReading on(String hostname, RuntimeReading it) {
    return new RuntimeReading(
        hostname, it.port(), it.pid(), it.node(), it.rssBytes(), it.processId());
  }

  private static ConfigReading at(String path, ConfigReading it) {
    return new ConfigReading(Optional.empty(), it.providers(), it.services(), it.port(), path);
  }

  private static String because(Security security) {
    assertThat(security).isInstanceOf(Security.NotLooked.class);
    return ((Security.NotLooked) security).because();
  }

  private Payload ask(Workbench bench, String method) {
    var settings = Watched.settings(GATEWAY.url(), GATEWAY.token());
    return new GatewayControl(bench.vertx, bench.time, settings, folder.resolve("key"))
        .call(method, new JsonObject(), Duration.ofSeconds(10))
        .await()
        .answer()
        .orElseThrow();
  }

  /** Where npm puts the program, and its runtime. */
  private static String path() {
    var node = Peers.require(Peer.NODE).toAbsolutePath().getParent();
    var modules = Peers.require(Peer.OPENCLAW).toAbsolutePath().getParent().getParent();
    return modules.resolve(".bin") + ":" + node + ":/usr/bin:/bin";
  }
}
