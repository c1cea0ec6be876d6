package dev.lifeguard.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The configuration that the demo's agent runs with: what a user would write, only quicker. */
record DemoConfig(Path folder, Path identity, Path knownHosts) {
  /**
   * Where everything is.
   *
   * @param agent 0: any free one
   * @param local of the tunnels
   */
  record Ports(int agent, int ssh, List<Integer> local, List<Integer> gateways) {}

  void write(Ports ports, String token) throws IOException {
    var file = folder.resolve("lifeguard.yaml");
    Files.writeString(file, main(ports, token));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("remedies.yaml"), REMEDIES.formatted(identity));
  }

  private String main(Ports ports, String token) {
    return """
    agent: {listen: "127.0.0.1:%d", data-dir: %s, reload: manual}
    defaults:
      probes:
        tcp: {every: 2s, timeout: 2s}
        ssh-auth: {every: 10s, timeout: 5s}
        forward: {every: 1s, timeout: 2s}
        gateway: {every: 1s}
        channels: {every: 2s}
    gateways:
    %s%s%srules: [rules.yaml]
    remedies: [remedies.yaml]
    """
        .formatted(
            ports.agent(),
            folder.resolve("data"),
            gateway("home", 0, ports, token),
            gateway("office", 1, ports, token),
            gateway("lab", 2, ports, token));
  }

  private String gateway(String name, int place, Ports ports, String token) {
    var local = ports.local().get(place);
    return """
      - name: %s
        url: ws://127.0.0.1:%d
        token: %s
        labels: {env: demo}
        tunnel:
          ssh: demo@127.0.0.1:%d
          identity: %s
          known-hosts: [%s]
          connect-timeout: 10s
          keepalive: {every: 1s, misses: 2}
          forwards: [{name: gateway, local: 127.0.0.1:%d, remote: 127.0.0.1:%d}]
    """
        .formatted(
            name,
            local,
            token,
            ports.ssh(),
            identity,
            knownHosts,
            local,
            ports.gateways().get(place))
        .indent(0);
  }

  private static final String RULES =
      """
      alerts:
        - name: gateway_down
          condition: gateway_status != "running"
          severity: critical
          annotations:
            why: "Nothing that the gateway serves can be reached: agents, channels, tools."
        - name: tunnel_down
          condition: tunnel_state != "active"
          for: 2s
          severity: critical
          annotations:
            why: "What lies behind the tunnel cannot be reached."
        # All three share one server: its moment without sessions must not hide the tunnels' alerts.
        - name: host_down
          condition: host_state == "unreachable"
          for: 10s
          severity: warning
        - name: channel_disconnected
          condition: channel_status != "active"
          severity: warning
          annotations:
            why: "Messages of this channel reach nobody."
      """;

  private static final String REMEDIES =
      """
      remedies:
        - name: start-gateway
          trigger: [gateway_down]
          when: gateway_state == "stopped"
          mode: auto
          steps:
            - ssh.run: [openclaw, gateway, start]
          verify: {check: gateway_status == "running", within: 20s}
          limits: {cooldown: 1s, budget: 20 per 1h, blast-radius: 100%%}
        - name: mend-key-mode
          trigger: [tunnel_down]
          when: cause == "key_permission"
          mode: auto
          steps:
            - run: [chmod, "600", "%s"]
          verify: {check: tunnel_state == "active", within: 30s}
          limits: {cooldown: 1s, budget: 20 per 1h, blast-radius: 100%%}
        - name: restart-channel
          trigger: [channel_disconnected]
          mode: auto
          steps:
            - channel.restart: {}
          verify: {check: channel_status == "active", within: 20s}
          limits: {cooldown: 1s, budget: 20 per 1h, blast-radius: 100%%}
      """;
}
