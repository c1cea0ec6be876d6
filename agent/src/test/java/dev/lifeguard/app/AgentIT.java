package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Ports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program as its own process, as a user runs it. */
class AgentIT {
  private static final String RULES =
      """
      alerts:
        - name: listener_gone
          condition: tcp_latency > 1h
          for: 2s
          severity: warning
      """;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();
  private int gateway;

  @BeforeEach
  void write() throws IOException {
    gateway = Ports.free();
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("lifeguard.yaml"), config(""));
  }

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  private String config(String more) {
    return """
    agent:
      listen: 127.0.0.1:0
      data-dir: data
    defaults:
      probes:
        tcp: {every: 300ms, timeout: 2s}
    gateways:
      - name: home
        url: ws://127.0.0.1:%d
    rules: [rules.yaml]
    %s
    """
        .formatted(gateway, more);
  }

  @Test
  void aListenerThatStopsAndComesBackTakesTheAlertThroughItsLifeAndAKillLosesNothing()
      throws Exception {
    // tcp_latency is infinite while nobody answers
    var listener = Optional.of(listen());
    var agent = run();
    await(
        "the first look",
        () -> metric("lifeguard_probe_success{gateway=\"home\",probe=\"tcp\",} 1.0"));
    listener.get().close();
    await("pending or firing", () -> !states().isEmpty());
    await("firing", () -> states().contains("firing"));
    var before = alert();
    agent.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    run();
    assertThat(alert().getString("id")).isEqualTo(before.getString("id"));
    assertThat(alert().getString("firedAt")).isEqualTo(before.getString("firedAt"));
    listener = Optional.of(listen());
    await("resolved", () -> states().isEmpty() && !resolved().isEmpty());
    listener.get().close();
  }

  @Test
  void endsWithZeroOnSigtermAndLeavesNothingBehind() throws Exception {
    var agent = run();
    assertThat(get("/healthz")).contains("true");
    agent.destroy();
    assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isZero();
    assertThat(folder.resolve("data/agent.json")).doesNotExist();
  }

  @Test
  void aSecondAgentOnTheSameDataDirIsRefusedWithThePidOfTheFirst() throws Exception {
    var first = run();
    var second = start("run");
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(log(second)).contains("pid " + first.pid());
  }

  @Test
  void aBrokenFileAtStartEndsWith78AndSaysWhere() throws Exception {
    Files.writeString(folder.resolve("lifeguard.yaml"), config("notfy: {}\ngatewys: []"));
    var agent = start("run");
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(agent.exitValue()).isEqualTo(78);
    assertThat(log(agent)).contains("notify").contains("gateways").contains("lifeguard.yaml:");
  }

  @Test
  void aBadChangeIsRefusedTheLastGoodOneStaysAndAGoodOneIsTakenOver() throws Exception {
    run();
    Files.writeString(folder.resolve("lifeguard.yaml"), "gateways: [");
    await("refused", () -> metric("lifeguard_config_last_reload_successful 0.0"));
    assertThat(get("/api/v1/gateways")).contains("home");
    Files.writeString(
        folder.resolve("lifeguard.yaml"),
        config("").replace("rules:", "  - {name: second, url: \"ws://127.0.0.1:1\"}\nrules:"));
    await("taken over", () -> get("/api/v1/gateways").contains("second"));
    await("said so", () -> metric("lifeguard_config_last_reload_successful 1.0"));
  }

  @Test
  void writingNeedsTheTokenAndReloadAnswersWhatItDid() throws Exception {
    run();
    var request = HttpRequest.newBuilder(uri("/api/v1/reload")).POST(BodyPublishers.noBody());
    assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    request.header(
        "Authorization", "Bearer " + json(folder.resolve("data/agent.json")).getString("token"));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("applied");
  }

  private ServerSocket listen() throws IOException {
    return new ServerSocket(gateway, 50, InetAddress.getLoopbackAddress());
  }

  /** Started, and answering. */
  private Process run() throws IOException {
    Files.deleteIfExists(folder.resolve("data/agent.json"));
    var agent = start("run");
    await(
        "the agent's answer",
        () -> Files.exists(folder.resolve("data/agent.json")) && get("/healthz").contains("true"));
    return agent;
  }

  private Process start(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx160m"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.lifeguard.Main"));
    command.addAll(List.of(arguments));
    var log = folder.resolve("log" + started.size()).toFile();
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder
        .environment()
        .putAll(Map.of("HOME", folder.toString(), "JAVA_TOOL_OPTIONS", "-Duser.home=" + folder));
    started.add(builder.start());
    return started.getLast();
  }

  private String log(Process process) throws IOException {
    return Files.readString(folder.resolve("log" + started.indexOf(process)));
  }

  private void await(String what, BooleanSupplier condition) {
    Await.until(what, Duration.ofSeconds(60), condition);
  }

  private boolean metric(String line) {
    return get("/metrics").contains(line);
  }

  private JsonObject alert() {
    return new JsonObject(get("/api/v1/alerts")).getJsonArray("alerts").getJsonObject(0);
  }

  private JsonArray resolved() {
    return new JsonObject(get("/api/v1/alerts")).getJsonArray("resolved");
  }

  private List<String> states() {
    return new JsonObject(get("/api/v1/alerts"))
        .getJsonArray("alerts").stream()
            .map(each -> ((JsonObject) each).getString("state"))
            .toList();
  }

  private String get(String path) {
    try {
      return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body();
    } catch (IOException | UncheckedIOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    try {
      return URI.create(json(folder.resolve("data/agent.json")).getString("address") + path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject json(Path file) throws IOException {
    return new JsonObject(Files.readString(file));
  }
}
