package dev.lifeguard.console;

import dev.lifeguard.app.Agent;
import dev.lifeguard.app.Settings;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.ProviderStandIn;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.peer.TelegramStandIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole agent that watches a real gateway: directly, and through a tunnel to a real sshd. A third
 * gateway has nobody behind its port.
 */
final class ConsoleScene implements AutoCloseable {
  static final String TOKEN = "console-test-token-0123456789abcdef";

  private final Folder folder;
  private final ProviderStandIn provider = new ProviderStandIn();
  private final TelegramStandIn telegram = new TelegramStandIn();
  private final OpenClaw gateway;
  private final Sshd sshd = Sshd.plain();
  private final String configuration;
  private final Agent agent;

  ConsoleScene() {
    folder = new Folder("console");
    gateway = OpenClaw.setup().provider(provider).telegram(telegram).start();
    configuration = configuration(Ports.free(), Ports.free());
    var file = folder.write("lifeguard.yaml", configuration);
    var surroundings = new Surroundings(Map.of(), folder.path(), folder.path());
    agent = Agent.start(new Settings(Optional.of(file), List.of(), surroundings), "test");
  }

  private String configuration(int local, int nobody) {
    return """
    agent: {listen: "127.0.0.1:0", data-dir: data, token: %s, reload: manual}
    defaults:
      probes:
        tcp: {every: 1s, timeout: 2s}
        ssh-auth: {every: 5s, timeout: 5s}
        forward: {every: 2s, timeout: 5s}
        gateway: {every: 1s, timeout: 5s}
    gateways:
      - name: prod-eu
        url: ws://127.0.0.1:%d
        token: %s
        labels: {env: prod, region: eu}
        tunnel:
          ssh: %s@%s:%d
          identity: %s
          known-hosts: [%s]
          forwards:
            - {name: gateway, local: "127.0.0.1:%d", remote: "127.0.0.1:%d"}
      - name: home
        url: %s
        token: %s
        labels: {env: home}
      - name: edge
        url: ws://127.0.0.1:%d
        labels: {env: prod, region: us}
    """
        .formatted(
            TOKEN,
            local,
            gateway.token(),
            sshd.user(),
            sshd.host(),
            sshd.port(),
            sshd.clientKey().file(),
            sshd.knownHosts(),
            local,
            gateway.port(),
            gateway.url(),
            gateway.token(),
            nobody);
  }

  String address() {
    return agent.address();
  }

  /** The file says something else from now on, good or bad. */
  void configure(String old, String changed) {
    folder.write("lifeguard.yaml", configuration.replace(old, changed));
  }

  /** The server is gone, and every session with it. */
  void stopSsh() {
    sshd.stop();
  }

  void startSsh() {
    sshd.start();
  }

  @Override
  public void close() {
    agent.close();
    sshd.close();
    gateway.close();
    telegram.close();
    provider.close();
    folder.close();
  }
}
