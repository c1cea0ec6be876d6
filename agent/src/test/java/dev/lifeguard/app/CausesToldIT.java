package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.cli.Ran;
import dev.lifeguard.notify.Ear;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Healthz;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One agent, and a gateway for each of many causes: every code goes unchanged into the alert's
 * annotation, the metric's label, the agent's API, and out of {@code diagnose --json}.
 */
class CausesToldIT {
  private static final String RULES =
      """
      alerts:
        - name: tunnel_down
          condition: tunnel_up == 0 or tunnel_state != "active"
          for: 8s
          severity: critical
        - name: gateway_gone
          condition: gateway_state in ["stopped", "unreachable"]
          for: 8s
          severity: critical
      """;

  private static final String HOME = System.getProperty("user.home");

  @TempDir private Path folder;

  private final Map<String, String> gateways = new TreeMap<>();
  private int remote;

  @Test
  void everyCodeIsTheSameEverywhere() throws Exception {
    try (var sshd = Sshd.plain();
        var strict = Sshd.setup().config("DenyUsers *").start();
        var page = new Healthz();
        var squatter = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var ear = new Ear()) {
      remote = page.port();
      broken(sshd, strict, squatter);
      try (var agent = agent(ear).awaitReady()) {
        var told = new ToldCauses(ear);
        Await.until(
            "every alert is told with its cause",
            Duration.ofSeconds(40),
            () -> heard(told),
            () -> told + agent.log());
        var metrics = agent.text("/metrics");
        for (var cause : gateways.keySet()) {
          assertThat(told.of(name(cause))).as(cause).contains(cause);
          assertThat(metrics)
              .containsPattern("lifeguard_causes_total\\{cause=\"" + cause + "\",?\\} [1-9]");
          agent.await(
              cause + " is kept",
              () ->
                  agent
                      .json("/api/v1/gateways/" + name(cause) + "/diagnosis")
                      .getString("cause", "")
                      .equals(cause));
          System.setProperty("user.home", agent.folder().toString());
          var file = agent.folder().resolve("lifeguard.yaml");
          var ran = Ran.of("diagnose", name(cause), "--json", "--config", file);
          assertThat(ran.cause()).as(ran.out()).isEqualTo(cause);
        }
      }
    }
  }

  @AfterEach
  void home() {
    System.setProperty("user.home", HOME);
  }

  private static String name(String cause) {
    return cause.replace('_', '-');
  }

  private void broken(Sshd sshd, Sshd strict, ServerSocket squatter) throws IOException {
    var open = sshd.newKey("open", SshKey.Type.ED25519).file();
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    var stranger = sshd.newKey("stranger", SshKey.Type.ED25519);
    var wrong = folder.resolve("wrong");
    Files.writeString(wrong, "[127.0.0.1]:" + sshd.port() + " " + stranger.publicLine() + "\n");
    var own = sshd.clientKey().file();
    var at = sshd.destination();
    tunnel("key_permission", at, open, sshd.knownHosts(), "");
    tunnel("key_missing", at, folder.resolve("no-key"), sshd.knownHosts(), "");
    tunnel("host_key_changed", at, own, wrong, "");
    tunnel("refused", sshd.user() + "@127.0.0.1:" + Ports.free(), own, sshd.knownHosts(), "");
    tunnel("host_alias_drift", "jumpbox-prod", own, sshd.knownHosts(), "");
    tunnel("jump_alias_missing", at, own, sshd.knownHosts(), ", jump: [nowhere-at-all]");
    tunnel("key_rejected", strict.destination(), own, strict.knownHosts(), "");
    gateways.put(
        "port_taken",
        tunnel(
            "port_taken", at, own, sshd.knownHosts(), "", "127.0.0.1:" + squatter.getLocalPort()));
    gateways.put(
        "bind_denied", tunnel("bind_denied", at, own, sshd.knownHosts(), "", "192.0.2.7:21999"));
    gateways.put(
        "gateway_stopped",
        "  - {name: gateway-stopped, url: \"ws://127.0.0.1:" + Ports.free() + "\"}\n");
  }

  private void tunnel(String cause, String ssh, Path key, Path knownHosts, String more) {
    var local = "127.0.0.1:" + Ports.free();
    gateways.put(cause, tunnel(cause, ssh, key, knownHosts, more, local));
  }

  private String tunnel(
      String cause, String ssh, Path key, Path knownHosts, String more, String local) {
    return """
      - name: %s
        url: "ws://%s"
        tunnel: {ssh: "%s", identity: "%s", known-hosts: ["%s"]%s, forwards: [{name: gateway, local: "%s", remote: "127.0.0.1:%d"}]}
    """
        .formatted(name(cause), local, ssh, key, knownHosts, more, local, remote);
  }

  private RunningAgent agent(Ear ear) {
    var text =
        """
        gateways:
        %s
        rules: [rules.yaml]
        remedies: []
        notify: {receivers: [{name: ops, webhook: {url: "%s"}}]}
        """
            .formatted(String.join("", gateways.values()), ear.uri("/hook"));
    return new RunningAgent(
        text,
        Map.of(
            "rules.yaml",
            RULES,
            ".ssh/config",
            "Host jumpbox-prod-internal\n  HostName 127.0.0.1\n"));
  }

  private boolean heard(ToldCauses told) {
    return gateways.keySet().stream().allMatch(cause -> told.of(name(cause)).contains(cause));
  }
}
