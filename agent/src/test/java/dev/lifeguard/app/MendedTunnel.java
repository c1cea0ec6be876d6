package dev.lifeguard.app;

import dev.lifeguard.config.Surroundings;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Healthz;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tunnel through a real sshd that its owner, a script with OpenSSH's client, keeps and nobody
 * starts again by itself; and an agent that watches it and has a remedy for it.
 */
public final class MendedTunnel implements AutoCloseable {
  private final Path folder;
  private final Sshd sshd = Sshd.plain();
  private final Healthz gateway = new Healthz();
  private final int entrance = Ports.free();
  private final Agent agent;
  private final HttpClient http = HttpClient.newHttpClient();

  public MendedTunnel(Path folder) throws IOException {
    this.folder = folder;
    write();
    keep();
    var surroundings = new Surroundings(Map.of(), folder, folder);
    var settings =
        new Settings(Optional.of(folder.resolve("lifeguard.yaml")), List.of(), surroundings);
    this.agent = Agent.start(settings, "test");
    Await.until("the tunnel is seen up", this::isSeenUp);
  }

  /** The owner starts it, as its supervisor would. */
  private void keep() throws IOException {
    new ProcessBuilder("/bin/sh", owner().toString()).redirectErrorStream(true).start();
  }

  private Path owner() {
    return folder.resolve("owner.sh");
  }

  private void write() throws IOException {
    var hosts = folder.resolve("known_hosts");
    Files.copy(sshd.knownHosts(), hosts);
    Files.writeString(
        owner(),
        """
        [ -f pid ] && kill -9 "$(cat pid)" 2>/dev/null
        nohup %s -N -F none -o BatchMode=yes -o ExitOnForwardFailure=yes -o UserKnownHostsFile=known_hosts \
          -i %s -p %d -L 127.0.0.1:%d:127.0.0.1:%d %s@%s >ssh.log 2>&1 &
        echo $! > pid
        """
            .replace("[ -f", "cd '" + folder + "'\n[ -f")
            .formatted(
                Peers.require(Peer.SSH),
                sshd.clientKey().file(),
                sshd.port(),
                entrance,
                gateway.port(),
                sshd.user(),
                sshd.host()));
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        alerts:
          - {name: tunnel_down, condition: tunnel_up == 0, severity: critical}
        """);
    Files.writeString(
        folder.resolve("remedies.yaml"),
        """
        remedies:
          - name: restart-tunnel
            trigger: [tunnel_down]
            mode: auto
            steps: [{tunnel.restart: {}}]
            verify: {check: tunnel_up == 1, within: 30s}
            limits: {cooldown: 1ms}
        """);
    Files.writeString(
        folder.resolve("lifeguard.yaml"),
        """
        agent: {listen: "127.0.0.1:0", data-dir: data}
        rules: [rules.yaml]
        remedies: [remedies.yaml]
        defaults: {probes: {forward: {every: 200ms, timeout: 2s}}}
        gateways:
          - name: home
            url: "ws://127.0.0.1:%d"
            tunnel: {external: {restart: [/bin/sh, '%s']}}
        """
            .formatted(entrance, owner()));
  }

  /** Kills the client that holds the session: nobody starts it again by itself. */
  public void fault() throws IOException {
    owned().orElseThrow().destroyForcibly();
  }

  /** The client that holds the session at present. */
  public Optional<ProcessHandle> owned() throws IOException {
    var pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    return ProcessHandle.of(pid);
  }

  /** How long from now until one more run was verified. */
  public Duration mended(int runsBefore) {
    var start = System.nanoTime();
    Await.until(
        "a verified run",
        Duration.ofSeconds(60),
        () -> verified().size() > runsBefore,
        () -> read("/api/v1/remedies/runs").encodePrettily());
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The verified runs, the latest first. */
  public List<JsonObject> verified() {
    return read("/api/v1/remedies/runs").getJsonArray("runs").stream()
        .map(JsonObject.class::cast)
        .filter(run -> run.getString("state").equals("verified"))
        .toList();
  }

  private boolean isSeenUp() {
    return text("/metrics")
        .lines()
        .anyMatch(line -> line.startsWith("openclaw_tunnel_up{") && line.endsWith(" 1.0"));
  }

  private JsonObject read(String path) {
    return new JsonObject(text(path));
  }

  String text(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(agent.address() + path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    agent.close();
    owned().ifPresent(ProcessHandle::destroyForcibly);
    gateway.close();
    sshd.close();
  }
}
