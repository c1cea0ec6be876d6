package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Program;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Causes in the tailnet, with a stub of the tailscale program: a shell script that prints what we
 * say, for no tailnet can be had here. The way is called {@code tailnet} and leads to loopback,
 * which the stub calls the gateway's address, so that nothing leaves this machine.
 */
class DiagnoseTailnetStubIT {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final Folder folder = new Folder("tailnet");
  private final int port = Ports.free();

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void tailnetStopped() {
    var ran = diagnose(status("Stopped"), new JsonObject());
    assertThat(ran.cause()).as(ran.out()).isEqualTo("tailnet_stopped");
    assertThat(ran.found()).contains("refused").doesNotContain("dns_down");
    assertThat(ran.json().getJsonArray("commands").encode()).contains("tailscale status --json");
  }

  @Test
  void tailnetPeerOffline() {
    var ran = diagnose(status("Running", peer().put("Online", false)), new JsonObject());
    assertThat(ran.cause()).as(ran.out()).isEqualTo("tailnet_peer_offline");
    assertThat(ran.evidence()).contains("gw.tail1234.ts.net is offline");
  }

  @Test
  void tailnetKeyExpired() {
    var gone = peer().put("Online", true).put("Expired", true).put("KeyExpiry", LONG_AGO);
    assertThat(diagnose(status("Running", gone), new JsonObject()).cause())
        .isEqualTo("tailnet_key_expired");
  }

  /** The gateway runs on this very machine and is reached through what it serves. */
  @Test
  void tailnetServeGoneAndFunnelOpen() {
    var status = status("Running").put("Self", peer().put("Online", true));
    var funnel = new JsonObject().put("gw.tail1234.ts.net:443", true);
    var ran = diagnose(status, new JsonObject().put("AllowFunnel", funnel));
    assertThat(ran.cause()).as(ran.out()).isEqualTo("tailnet_serve_gone");
    assertThat(ran.found()).contains("tailnet_funnel_open");
    assertThat(ran.fix()).contains("tailscale serve --bg " + (port + 1));
  }

  /** Nothing is said of a tailnet that the way has nothing to do with. */
  @Test
  void aStoppedTailnetIsNoCauseOnAnotherWay() {
    var ran = diagnose("direct", status("Stopped"), new JsonObject());
    assertThat(ran.cause()).isEqualTo("gateway_stopped");
    assertThat(ran.found()).doesNotContain("tailnet_stopped");
  }

  private Ran diagnose(JsonObject status, JsonObject serve) {
    return diagnose("tailnet", status, serve);
  }

  private Ran diagnose(String path, JsonObject status, JsonObject serve) {
    var stub = folder.write("tailscale", script(status, serve));
    assertThat(stub.toFile().setExecutable(true)).isTrue();
    var file =
        folder.write(
            "lifeguard.yaml",
            """
            agent: {listen: "127.0.0.1:0", data-dir: "%s"}
            gateways:
              - name: home
                paths:
                  - {name: %s, url: "ws://127.0.0.1:%d"}
                  - {name: beside, url: "ws://127.0.0.1:%d"}
            """
                .formatted(folder.resolve("data"), path, port, port + 1));
    return Ran.elsewhere(this::withStub, "diagnose", "home", "--json", "--config", file);
  }

  private Program.Launch withStub(Program.Launch launch) {
    return launch.with(Map.of("PATH", folder.path() + ":" + System.getenv("PATH")));
  }

  private String script(JsonObject status, JsonObject serve) {
    var one = folder.write("status.json", status.encode());
    var other = folder.write("serve.json", serve.encode());
    return "#!/bin/sh\ncase \"$*\" in 'status --json') cat %s;; 'serve status --json') cat %s;; *) exit 2;; esac\n"
        .formatted(one, other);
  }

  private static JsonObject status(String state, JsonObject... peers) {
    var all = new JsonObject();
    for (var peer : peers) all.put("nodekey:" + all.size(), peer);
    return new JsonObject().put("BackendState", state).put("Peer", all);
  }

  private static JsonObject peer() {
    return new JsonObject()
        .put("HostName", "gw")
        .put("DNSName", "gw.tail1234.ts.net.")
        .put("TailscaleIPs", new JsonArray().add("127.0.0.1"));
  }
}
