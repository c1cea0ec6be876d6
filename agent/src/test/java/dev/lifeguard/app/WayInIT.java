package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way in over SSH, mended by a running agent with a person's yes, through a real sshd. */
class WayInIT {
  private static final String REMEDIES =
      """
      remedies:
        - name: align-ssh-host
          trigger: [tunnel_down]
          mode: approve
          steps: [{ssh.align-host: {}}, {tunnel.restart: {}}]
          verify: {check: tunnel_state == "active", within: 1m}
          limits: {cooldown: 1ms}
        - name: renew-ssh-key
          trigger: [manual]
          steps: [{ssh.new-key: {authorized-keys: "%s"}}]
          verify: {check: tunnel_state == "active", within: 1m}
          limits: {cooldown: 1ms}
      """;

  private final Sshd sshd = Sshd.plain();
  private final RunningAgent agent = agent();

  private RunningAgent agent() {
    var made =
        new RunningAgent(
            """
            defaults: {probes: {tcp: {every: 500ms}, ssh-auth: {every: 1s}}}
            gateways:
              - name: home
                url: "ws://127.0.0.1:%1$d"
                tunnel:
                  ssh: "%2$s@jumpbox-prod"
                  identity: "%3$s"
                  known-hosts: ["%4$s"]
                  forwards: [{name: gateway, local: "127.0.0.1:%1$d", remote: "127.0.0.1:%5$d"}]
            rules: [rules.yaml]
            remedies: [remedies.yaml]
            """
                .formatted(
                    Ports.free(),
                    sshd.user(),
                    sshd.clientKey().file(),
                    sshd.knownHosts(),
                    Ports.free()));
    made.write(
        "rules.yaml",
        "alerts: [{name: tunnel_down, condition: tunnel_state != \"active\", for: 1s}]\n");
    made.write(
        "remedies.yaml", REMEDIES.formatted(sshd.folder().resolve("authorized_keys").toString()));
    made.write(
        ".ssh/config",
        "Host jumpbox-prod-internal   # in Frankfurt\n  HostName 127.0.0.1\n  Port %d\n"
            .formatted(sshd.port()));
    return made.awaitReady();
  }

  @AfterEach
  void stop() {
    agent.close();
    sshd.close();
  }

  private Path config() {
    return agent.folder().resolve(".ssh/config");
  }

  @Test
  void aDriftedAliasIsShownAsADifferenceMendedWithAYesAndVerifiedThenTheKeyIsRenewed()
      throws Exception {
    var before = Folder.read(config());
    agent.await("a person is asked", () -> last().getString("state").equals("awaiting_approval"));
    var asked = last();
    assertThat(asked.getJsonObject("approval").getString("diff"))
        .contains("+Host jumpbox-prod-internal jumpbox-prod");
    assertThat(Folder.read(config())).isEqualTo(before);

    post("/runs/" + asked.getString("id") + "/approve", new JsonObject().put("who", "ada"));
    agent.await("it is mended", () -> state(asked.getString("id")).equals("verified"));
    assertThat(Folder.read(config())).contains("Host jumpbox-prod-internal jumpbox-prod");
    assertThat(agent.text("/api/v1/remedies/audit")).contains("ada");

    post("/renew-ssh-key/run", new JsonObject().put("gateway", "home"));
    agent.await("the key is renewed", () -> last().getString("remedy").equals("renew-ssh-key"));
    var renewed = last().getString("id");
    agent.await("it is verified", () -> state(renewed).equals("verified"));
    var key = Path.of(last().getJsonObject("notes").getString("installed"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    sshd.awaitLog(fingerprint(key)); // the new key opened
  }

  /** As sshd names it in its log. */
  private static String fingerprint(Path key) throws Exception {
    var line = Files.readString(Path.of(key + ".pub")).split(" ");
    var digest =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest(java.util.Base64.getDecoder().decode(line[1]));
    return "SHA256:" + java.util.Base64.getEncoder().withoutPadding().encodeToString(digest);
  }

  private JsonObject last() {
    var runs = agent.json("/api/v1/remedies/runs?limit=1").getJsonArray("runs");
    return runs.isEmpty() ? new JsonObject().put("state", "") : runs.getJsonObject(0);
  }

  private String state(String run) {
    return agent.json("/api/v1/remedies/runs/" + run).getString("state");
  }

  private void post(String path, JsonObject body) throws IOException, InterruptedException {
    var known = new JsonObject(Folder.read(agent.folder().resolve("data/agent.json")));
    var request =
        HttpRequest.newBuilder(URI.create(known.getString("address") + "/api/v1/remedies" + path))
            .header("Authorization", "Bearer " + known.getString("token"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
  }
}
