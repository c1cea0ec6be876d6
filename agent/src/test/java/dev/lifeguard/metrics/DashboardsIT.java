package dev.lifeguard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.AgentProgram;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Prometheus;
import dev.lifeguard.peer.ProviderStandIn;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.peer.TelegramStandIn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every expression, answered by a real Prometheus that scraped an agent which saw faults. */
class DashboardsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void everyExpressionIsAnsweredAndNoneIsEmptyWithoutAReason() {
    try (var telegram = new TelegramStandIn();
        var provider = new ProviderStandIn();
        var gateway = OpenClaw.setup().telegram(telegram).provider(provider).start();
        var sshd = Sshd.plain();
        var agent = new AgentProgram(config(gateway, sshd));
        var prometheus =
            Prometheus.Setup.scraping("openclaw", "127.0.0.1:" + agent.port()).start()) {
      prometheus.awaitUp("openclaw");
      await(agent, "openclaw_tunnel_up{gateway=\"home\",tunnel=\"ssh\",forward=\"gateway\",} 1.0");
      await(agent, "lifeguard_gateway_status{gateway=\"home\",status=\"running\",} 1.0");
      sshd.killSessions();
      gateway.kill();
      await(agent, "alertname=\"gateway_down\",severity=\"critical\",} 1.0");
      prometheus.await("lifeguard_alert_firing == 1", samples -> !samples.isEmpty());
      prometheus.await( // a rate needs several scrapes
          "count_over_time(lifeguard_bus_events_total[5m]) > 3", samples -> !samples.isEmpty());
      assertThat(undocumented(agent.text("/metrics"))).isEmpty();
      assertThat(Dashboards.others())
          .allSatisfy(other -> assertThat(answered(prometheus, other)).isTrue());
      assertThat(empty(prometheus)).isEmpty();
    }
  }

  /** Whatever is exported, by whichever room and library: one that is added later is named here. */
  private static List<String> undocumented(String scrape) {
    var document = Folder.read(Peers.project().resolve("docs/metrics.md"));
    return scrape
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ")[2])
        .map(name -> name.replaceFirst("_created$", "")) // the format's own, beside each counter
        .filter(name -> !document.contains("`" + name + "`"))
        .filter(name -> !document.contains("`" + name + "_total`"))
        .filter(name -> !document.contains("`" + name.split("_")[0] + "_*`"))
        .toList();
  }

  private static boolean answered(Prometheus prometheus, String expression) {
    if (!expression.startsWith("label_values")) prometheus.query(expression);
    return true; // a query that Prometheus refuses throws
  }

  /** A panel that may be empty says when. */
  private static List<Dashboards.Shown> empty(Prometheus prometheus) {
    return Dashboards.shown().stream()
        .filter(shown -> prometheus.query(shown.filled()).isEmpty())
        .filter(shown -> !shown.description().contains("Empty "))
        .toList();
  }

  private static void await(AgentProgram agent, String line) {
    Await.until(line, PATIENCE, () -> agent.text("/metrics").contains(line), agent::log);
  }

  private static String config(OpenClaw gateway, Sshd sshd) {
    var local = Ports.free();
    return """
    defaults: {probes: {tcp: {every: 2s}, forward: {every: 2s, timeout: 2s}, ssh-auth: {every: 4s}}}
    gateways:
      - name: home
        url: ws://127.0.0.1:%d
        token: %s
        tunnel:
          ssh: %s@127.0.0.1:%d
          identity: %s
          known-hosts: [%s]
          forwards: [{name: gateway, local: 127.0.0.1:%d, remote: 127.0.0.1:%d}]
    """
        .formatted(
            local,
            gateway.token(),
            sshd.user(),
            sshd.port(),
            sshd.clientKey().file(),
            sshd.knownHosts(),
            local,
            gateway.port());
  }
}
