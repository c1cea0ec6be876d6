package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.app.Agent;
import dev.lifeguard.app.Settings;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Program;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check and the ping as a user calls them, at a real gateway. */
class CheckCommandIT {
  private record Ran(int exit, String out, String err) {
    JsonObject json() {
      return new JsonObject(out);
    }

    JsonObject line(String section, String what) {
      var sections = json().getJsonArray("gateways").getJsonObject(0).getJsonArray("sections");
      return sections.stream()
          .map(JsonObject.class::cast)
          .filter(it -> it.getString("name").equals(section))
          .flatMap(it -> it.getJsonArray("lines").stream())
          .map(JsonObject.class::cast)
          .filter(it -> it.getString("what").equals(what))
          .findFirst()
          .orElseThrow(() -> new AssertionError(what + " is missing in " + out));
    }
  }

  private final OpenClaw gateway = OpenClaw.shared();
  @TempDir Path folder;

  @Test
  void gatewayThatRunsIsLookedAtWithoutAnAgent() throws IOException {
    var file = file(gateway.url().toString(), Optional.of(gateway.token()));
    var ran = run("check", "--json", "--config", file);
    assertThat(ran.json().getJsonArray("gateways").getJsonObject(0).getJsonArray("sections"))
        .extracting(section -> ((JsonObject) section).getString("name"))
        .containsExactly(
            "gateway", "runtime and providers", "channels", "errors of the last hour", "security");
    assertThat(ran.line("gateway", "status").getString("verdict")).isEqualTo("pass");
    assertThat(ran.line("errors of the last hour", "hourly count").getString("verdict"))
        .isEqualTo("pass");
    assertThat(ran.line("security", "critical issues").getString("verdict")).isEqualTo("unknown");

    var young = ran.line("gateway", "uptime");
    assertThat(young.getString("verdict")).isEqualTo("fail");
    assertThat(young.getString("note")).startsWith("started 20");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(run("check", "--config", file).out()).contains("NOT HEALTHY: uptime");
  }

  @Test
  void auditIsRunWhenItIsAskedFor() throws IOException {
    var file = file(gateway.url().toString(), Optional.of(gateway.token()));
    var ran = run("check", "--audit", "--json", "--config", file);
    assertThat(ran.line("security", "critical issues").getString("verdict"))
        .as(ran.out())
        .isIn("pass", "fail");
  }

  @Test
  void whatIsNotKnownWithoutATokenIsSaidPlainly() throws IOException {
    var ran = run("check", "--json", "--config", file(gateway.url().toString(), Optional.empty()));
    assertThat(ran.line("gateway", "status").getString("verdict")).isEqualTo("pass");
    assertThat(ran.line("gateway", "state").getString("note")).contains("no token is given");
    assertThat(ran.line("gateway", "version").getString("value")).isNotEmpty();
    for (var line : List.of("all active", "latency ms"))
      assertThat(ran.line("channels", line).getString("verdict")).isEqualTo("unknown");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void gatewayThatIsGoneIsSaidWithItsReason() throws IOException {
    var ran = run("check", "--json", "--config", file(nobody(), Optional.of("t".repeat(32))));
    var status = ran.line("gateway", "status");
    assertThat(status.getString("value")).isEqualTo("stopped");
    assertThat(status.getString("verdict")).isEqualTo("fail");
    assertThat(status.getString("note")).startsWith("refused: Connection refused");
    assertThat(ran.line("channels", "all active").getString("note"))
        .isEqualTo("the gateway is stopped");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void runningAgentIsAsked() throws Exception {
    var file = file(nobody(), Optional.of("t".repeat(32)));
    var surroundings = new Surroundings(Map.of(), folder, folder);
    try (var agent =
        Agent.start(new Settings(Optional.of(file), List.of(), surroundings), "test")) {
      assertThat(agent.address()).isNotEmpty();
      var ran = run("check", "--json", "--config", file);
      assertThat(ran.json().getJsonArray("gateways")).hasSize(1);
      assertThat(ran.line("gateway", "status").getString("verdict")).isIn("fail", "unknown");
      assertThat(ran.exit()).isEqualTo(1);
    }
  }

  @Test
  void nameThatNobodyConfiguredIsWrongUse() throws IOException {
    var ran = run("check", "elsewhere", "--config", file(nobody(), Optional.empty()));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("no gateway is named elsewhere; there are: home");
  }

  @Test
  void pingShowsEachPhaseOfEachRoundTrip() throws IOException {
    var file = file(gateway.url().toString(), Optional.of(gateway.token()));
    var ran = run("ping", "-c", "2", "-i", "0.05", "--json", "--config", file, "home");
    var lines = ran.out().lines().map(JsonObject::new).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1).getJsonObject("phasesMs").fieldNames())
        .containsExactly("resolve", "connect", "upgrade", "challenge", "hello", "rpc");
    assertThat(ran.exit()).isZero();
    var text = run("ping", "-c", "1", "--config", file, "home");
    assertThat(text.out()).contains("seq=1 version=", "--- home: 1 sent, 1 answered");
    var address = gateway.url().toString().replace("ws:", "http:");
    assertThat(run("ping", "-c", "1", "--config", file, address).out())
        .contains("seq=1 version=", "1 sent, 1 answered");
  }

  @Test
  void pingWithAWrongTokenStopsAfterTheFirst() throws IOException {
    var file = file(gateway.url().toString(), Optional.of("wrong-token-0123456789-wrong-token"));
    var ran = run("ping", "-c", "5", "-i", "0.05", "--config", file, "home");
    assertThat(ran.out())
        .contains("failed at hello: auth_rejected", "stopped", "1 sent, 0 answered");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void pingSaysWhereItBreaksOff() throws IOException {
    var ran =
        run("ping", "-c", "1", "--config", file(nobody(), Optional.of("t".repeat(32))), "home");
    assertThat(ran.out()).contains("failed at connect: refused: Connection refused");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void pingEndsWithASummaryAndItsVerdictWhenItIsInterrupted() throws Exception {
    var file = file(gateway.url().toString(), Optional.of(gateway.token()));
    var java = Path.of(System.getProperty("java.home"), "bin/java");
    try (var scratch = new Folder("ping");
        var ping =
            Program.start(
                Program.Launch.of(
                    scratch,
                    "/usr/bin/env",
                    "--default-signal=INT", // a background shell may have it ignored
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.lifeguard.Main",
                    "ping",
                    "-i",
                    "0.2",
                    "home",
                    "--config",
                    file))) {
      Await.until("it pings", Duration.ofSeconds(60), () -> ping.log().contains("seq=2"));
      Program.signal("INT", Stream.of(ProcessHandle.of(ping.pid()).orElseThrow()));
      assertThat(ping.awaitExit(Duration.ofSeconds(20))).isZero();
      assertThat(ping.log()).contains("--- home: ").contains("min/median/max = ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://127.0.0.1:1,      one begins with ws:// or wss://",
    "http://127.0.0.1:99999, has a port that does not exist",
    "127.0.0.1:99999,        has a port that does not exist",
    "ws://127.0.0.1:99999,   has a port that does not exist",
    "ws://me:secret@h:1,     give the token by --token-file",
    "ws://,                  is no URL",
    "elsewhere,              no gateway is called elsewhere; there are: home"
  })
  void addressThatIsNoneIsWrongUse(String address, String said) throws IOException {
    var ran = run("ping", "--config", file(nobody(), Optional.empty()), address);
    assertThat(ran.err()).contains(said).doesNotContain("secret");
    assertThat(ran.exit()).isEqualTo(2);
  }

  private static String nobody() {
    return "ws://127.0.0.1:" + Ports.free();
  }

  private Path file(String url, Optional<String> token) throws IOException {
    var text =
        """
        agent: {listen: "127.0.0.1:0", data-dir: "%s"}
        gateways: {name: home, url: "%s"%s}
        """;
    return Files.writeString(
        folder.resolve("lifeguard.yaml"),
        text.formatted(
            folder.resolve("data"), url, token.map(it -> ", token: \"" + it + "\"").orElse("")));
  }

  private static Ran run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    var exit =
        Lifeguard.line(words)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }
}
