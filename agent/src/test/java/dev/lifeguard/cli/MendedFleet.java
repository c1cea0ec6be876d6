package dev.lifeguard.cli;

import dev.lifeguard.notify.Ear;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.RunningAgent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running agent with remedies that touch files only, and with everything that people ask by. */
final class MendedFleet implements AutoCloseable {
  private static final String REMEDIES =
      """
      remedies:
        - name: mend
          trigger: [NightlyBreak, manual]
          mode: auto
          steps: [{run: [/bin/sh, -c, 'printf "%s\\n" "$LIFEGUARD_CHANNEL" >>told']}, {wait: 1ms}]
          verify: {check: tcp_latency > 1h, within: 30s}
          limits: {cooldown: 1h, blast-radius: 100%}
        - name: ask
          trigger: [manual, NeedsYes]
          mode: approve
          steps: [{run: [touch, asked]}]
          verify: {check: tcp_latency > 1h, within: 30s}
          limits: {cooldown: 1ms, blast-radius: 100%}
        - name: ask-briefly
          trigger: [manual]
          mode: auto
          steps: [{approve: {expires: 2s}}, {run: [touch, briefly]}]
          limits: {cooldown: 1ms, blast-radius: 100%}
        - name: slow
          trigger: [manual]
          steps: [{run: [sleep, "60"]}]
          limits: {cooldown: 1ms, blast-radius: 100%}
      """;

  private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:9(/approve/[^ ]+)");

  final RunningAgent agent;
  private final Ear ear = new Ear();
  private final HttpClient http = HttpClient.newHttpClient();

  MendedFleet() throws IOException {
    agent =
        new RunningAgent(
            """
            defaults: {probes: {tcp: {every: 300ms, timeout: 2s}}}
            gateways:
              - {name: home, url: "ws://127.0.0.1:%d"}
              - {name: attic, url: "ws://127.0.0.1:%d"}
              - {name: cellar, url: "ws://127.0.0.1:%d", remediation: observe}
            rules: []
            remedies: [remedies.yaml]
            notify:
              console: http://127.0.0.1:9
              receivers: [{name: ops, webhook: {url: "%s"}}]
            """
                .formatted(Ports.free(), Ports.free(), Ports.free(), ear.uri("/hook")));
    agent.write("remedies.yaml", REMEDIES);
    agent.awaitReady();
  }

  /** A command of the command line, against this agent. */
  Ran type(String... words) {
    var config = agent.folder().resolve("lifeguard.yaml").toString();
    return Ran.of(Stream.concat(Stream.of(words), Stream.of("--config", config)).toArray());
  }

  /** Another one's word, with the token. */
  HttpResponse<String> post(String path, String body) {
    return send(path, body, "Bearer " + told().getString("token"));
  }

  HttpResponse<String> stranger(String path, String body) {
    return send(path, body, "Bearer nobody");
  }

  HttpResponse<String> open(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> send(String path, String body, String authorization) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private URI uri(String path) {
    return URI.create(told().getString("address") + path);
  }

  private JsonObject told() {
    return new JsonObject(Folder.read(agent.folder().resolve("data/agent.json")));
  }

  /** The link in the next message that has one. */
  String link() throws InterruptedException {
    while (true) {
      var link = LINK.matcher(ear.next().body());
      if (link.find()) return link.group(1);
    }
  }

  boolean wrote(String file) {
    return Files.exists(file(file));
  }

  Path file(String name) {
    return agent.folder().resolve(name);
  }

  JsonObject lastRun() {
    return agent.json("/api/v1/remedies/runs?limit=1").getJsonArray("runs").getJsonObject(0);
  }

  void awaitState(String id, String state) {
    agent.await(
        "run " + id + " " + state,
        () -> agent.json("/api/v1/remedies/runs/" + id).getString("state").equals(state));
  }

  @Override
  public void close() {
    agent.close();
    ear.close();
  }
}
