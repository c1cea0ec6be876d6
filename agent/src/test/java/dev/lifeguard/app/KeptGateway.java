package dev.lifeguard.app;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.ProviderStandIn;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.TelegramStandIn;
import dev.lifeguard.remedy.RunState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A real gateway and an agent that knows it by four names: {@code home}, whose supervisor it may
 * tell to start it; {@code chat}, about whose supervisor it knows nothing; {@code desk}, where
 * people give orders; and {@code guest}, with a wrong token.
 */
final class KeptGateway implements AutoCloseable {
  private static final String RULES =
      """
      alerts:
        - {name: channel_blocked, condition: channel_status == "blocked", for: 1s}
        - {name: gateway_down, condition: gateway_status != "running", for: 15s, severity: critical}
        - {name: high_latency, condition: gateway_latency > 400ms, for: 1s}
      """;

  private static final String REMEDIES =
      """
      remedies:
        - name: restart-channel
          trigger: [channel_blocked]
          mode: auto
          steps: [{channel.restart: {}}]
          verify: {check: channel_status == "active", within: 2m}
          limits: {cooldown: 1ms, blast-radius: 100%}
        - name: restart-gateway
          trigger: [gateway_down]
          when: cause not in ["config_rejected", "auth_rejected"]
          mode: auto
          steps: [{gateway.restart: {}}]
          verify: {check: gateway_status == "running", within: 2m}
          limits: {cooldown: 1ms, blast-radius: 100%}
        - name: relieve-latency
          trigger: [high_latency]
          when: cause == "slow_path"
          mode: auto
          steps: [{tunnel.switch-path: {}}, {tunnel.restart: {unless: switched}}]
          verify: {check: gateway_latency <= 400ms, within: 1m}
          limits: {cooldown: 1ms, blast-radius: 100%}
        - name: relieve-busy-gateway
          trigger: [high_latency]
          when: cause in ["overload_event_loop", "overload_cpu", "overload_memory"]
          mode: suggest
          steps: [{gateway.restart: {}}]
          verify: {check: gateway_latency <= 400ms, within: 1m}
          limits: {cooldown: 1ms, blast-radius: 100%}
        - name: occupy
          trigger: [manual]
          steps:
            - gateway.call: {method: chat.send, params: {sessionKey: s, message: hi, idempotencyKey: k}}
          verify: {check: active_runs > 0, within: 1m}
          limits: {cooldown: 1ms, blast-radius: 100%}
        - name: restart-now
          trigger: [manual]
          steps: [{gateway.restart: {}}]
          verify: {check: gateway_status == "running", within: 2m}
          limits: {cooldown: 1ms, blast-radius: 100%}
        - name: disable
          trigger: [manual]
          steps: [{channel.disable: {channel: telegram}}]
          verify: {check: gateway_status == "running", within: 2m}
          limits: {cooldown: 1ms, blast-radius: 100%}
      """;

  final TelegramStandIn telegram = new TelegramStandIn();
  final ProviderStandIn provider = new ProviderStandIn();
  final OpenClaw gateway = OpenClaw.setup().telegram(telegram).provider(provider).start();
  final RunningAgent agent;
  private final Path starts;
  private final Path loop;
  private final Path child;
  private final Path exit;

  KeptGateway(Path folder) throws IOException {
    starts = folder.resolve("starts");
    loop = folder.resolve("loop");
    child = folder.resolve("child");
    exit = folder.resolve("exit");
    var supervisor = Files.writeString(folder.resolve("supervisor"), supervisor());
    agent =
        new RunningAgent(
            """
            defaults: {probes: {gateway: {every: 1s, timeout: 5s}, channels: {every: 2s}}}
            gateways:
              - name: home
                url: "%1$s"
                token: "%2$s"
                supervisor: {restart: [/bin/sh, "%3$s"], openclaw: %4$s}
              - {name: chat, url: "%1$s", token: "%2$s"}
              - {name: desk, url: "%1$s", token: "%2$s"}
              - {name: guest, url: "%1$s", token: wrong}
            rules: [rules.yaml]
            remedies: [remedies.yaml]
            """
                .formatted(
                    gateway.url(),
                    gateway.token(),
                    supervisor,
                    new io.vertx.core.json.JsonArray(gateway.command()).encode()));
    agent.write("rules.yaml", RULES);
    agent.write("remedies.yaml", REMEDIES);
    agent.awaitReady();
  }

  /** It says that it was called, and keeps the gateway from then on, whoever ends it. */
  private String supervisor() {
    return """
    echo started >>'%s'
    setsid /bin/sh -c 'while :; do %s gateway run >/dev/null 2>&1 & echo $! >"%s"; wait $!; s=$?; echo $s >"%s"; [ $s != 78 ] || sleep 30; sleep 1; done' \
      >/dev/null 2>&1 </dev/null &
    echo $! >'%s'
    """
        .formatted(starts, String.join(" ", gateway.command()), child, exit, loop);
  }

  /** How often the agent had the supervisor start it. */
  int starts() throws IOException {
    return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
  }

  /** Its event loop stands still most of the time until that is so; never as long as a hang. */
  void strain(BooleanSupplier until) throws InterruptedException {
    var pause = new CountDownLatch(1);
    for (int i = 0; i < 40 && !until.getAsBoolean(); i++) {
      gateway.suspend();
      pause.await(1300, TimeUnit.MILLISECONDS);
      gateway.resume();
      pause.await(250, TimeUnit.MILLISECONDS);
    }
  }

  /** Its supervisor keeps it: as it does once it was told to start one that had died. */
  void keep() throws IOException {
    if (Files.exists(child)) return;
    gateway.kill();
    ended("restart-gateway", "home");
  }

  /** Ends what the supervisor keeps, as a crash would. */
  void crash() throws IOException {
    handle(child).orElseThrow().destroyForcibly();
  }

  /** From now on it would not start: there is no such key. */
  void misconfigure() throws IOException {
    var good = Files.readString(gateway.configFile());
    gateway.writeConfig(good.replaceFirst("\"gateway\" *: *\\{", "\"gateway\":{\"rateLimit\":5,"));
  }

  /** The status with which what the supervisor keeps ended last. */
  String lastExit() {
    try {
      return Files.exists(exit) ? Files.readString(exit).strip() : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> handle(Path file) throws IOException {
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
        : Optional.empty();
  }

  JsonObject ended(String remedy, String gateway) {
    Await.until(
        remedy + " ended on " + gateway,
        Duration.ofSeconds(120),
        () -> runs(remedy, gateway).stream().anyMatch(KeptGateway::isOver),
        agent::log);
    return runs(remedy, gateway).stream().filter(KeptGateway::isOver).findFirst().orElseThrow();
  }

  private static boolean isOver(JsonObject run) {
    return RunState.valueOf(run.getString("state").toUpperCase(java.util.Locale.ROOT)).isOver();
  }

  List<JsonObject> runs(String remedy, String gateway) {
    return agent.json("/api/v1/remedies/runs?gateway=" + gateway).getJsonArray("runs").stream()
        .map(JsonObject.class::cast)
        .filter(run -> run.getString("remedy").equals(remedy))
        .toList();
  }

  /** What the gates said of it there. */
  String blocked(String gateway) {
    return agent.json("/api/v1/remedies/audit?gateway=" + gateway).getJsonArray("audit").stream()
        .map(JsonObject.class::cast)
        .filter(line -> line.getString("kind").equals("blocked"))
        .map(line -> line.getString("text") + "\n")
        .reduce("", String::concat);
  }

  /** A person runs it. */
  void order(String remedy, String gateway) throws Exception {
    told(remedy, new JsonObject().put("gateway", gateway));
  }

  /** What it would do now, and what each gate says. */
  String rehearsed(String remedy, String gateway) throws Exception {
    return told(remedy, new JsonObject().put("gateway", gateway).put("dryRun", true));
  }

  private String told(String remedy, JsonObject body) throws Exception {
    var known = new JsonObject(Files.readString(agent.folder().resolve("data/agent.json")));
    var request =
        HttpRequest.newBuilder(
                URI.create(known.getString("address") + "/api/v1/remedies/" + remedy + "/run"))
            .header("Authorization", "Bearer " + known.getString("token"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) throw new AssertionError(answer.body());
      return answer.body();
    }
  }

  @Override
  public void close() throws IOException {
    agent.close();
    for (var file : List.of(loop, child))
      handle(file)
          .ifPresent(
              process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
              });
    gateway.close();
    provider.close();
    telegram.close();
  }
}
