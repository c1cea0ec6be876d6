package dev.lifeguard.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class PrometheusIT {
  private static final String RULES =
      """
      groups:
        - name: test
          rules:
            - {alert: ExporterSeen, expr: 'up{job="blackbox"} == 1', labels: {severity: info}}
      """;

  @Test
  void scrapesJudgesAndTellsTheAlertmanager() {
    try (var folder = new Folder("rules");
        var blackbox = new BlackboxExporter();
        var alertmanager = Alertmanager.tellingAll(URI.create("http://127.0.0.1:9/"));
        var prometheus =
            Prometheus.Setup.scraping("blackbox", "127.0.0.1:" + blackbox.port())
                .rules(folder.write("rules.yml", RULES))
                .alertmanager(alertmanager)
                .start()) {
      prometheus.awaitUp("blackbox");
      assertThat(prometheus.query("nothing_of_that_name")).isEmpty();
      Await.until("the alert arrives", () -> !alertmanager.alerts().isEmpty());
      assertThat(alertmanager.alerts().getFirst().getJsonObject("labels").getString("alertname"))
          .isEqualTo("ExporterSeen");
    }
  }

  @Test
  void blackboxTellsAnSshServerFromNothing() {
    try (var blackbox = new BlackboxExporter();
        var sshd = Sshd.plain()) {
      assertThat(blackbox.succeeds("ssh_banner", "127.0.0.1:" + sshd.port())).isTrue();
      assertThat(blackbox.succeeds("tcp_connect", "127.0.0.1:" + Ports.free())).isFalse();
    }
  }

  @Test
  void everythingElseThatDevPeersBringsIsThere() {
    for (var peer : Peer.values()) assertThat(Peers.require(peer)).exists();
  }
}
