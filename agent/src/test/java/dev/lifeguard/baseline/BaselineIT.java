package dev.lifeguard.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.StandIn;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look at everything, with a real gateway that tells of itself. */
class BaselineIT {
  @TempDir Path home;
  private final OpenClaw gateway = OpenClaw.shared();
  private final Vertx vertx = Vertx.vertx();
  private final RealTime time = new RealTime(vertx);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private BaselineScope scope(List<Path> files, SecretSource token) {
    var environment =
        new SshEnvironment(
            new SshEnvironment.LocalUser("me", 1000, home),
            "here",
            Map.of(),
            Optional.empty(),
            Optional.empty());
    var route = GatewaySettings.of("home", gateway.url(), token);
    var watched = new BaselineScope.Gateway("home", List.of(route), List.of());
    return new BaselineScope(Optional.empty(), environment, files, List.of(watched));
  }

  private SecretSource token() {
    return new SecretSource.Given(new Secret(gateway.token()));
  }

  private BaselineReport look(BaselineScope scope) throws InterruptedException {
    var path = System.getenv().getOrDefault("PATH", "");
    return Baseline.look(new Baseline.Means(vertx, time, home, path, Map.of()), scope);
  }

  @Test
  void aGatewayTellsItsConfigurationWithReadRightsAndNoSecretIsInTheReport() throws Exception {
    var report = look(scope(List.of(), token()));
    assertThat(report.notLooked()).noneMatch(it -> it.contains("config.get"));
    assertThat(report.findings()).noneMatch(it -> it.check() == BaselineCheck.GATEWAY_OPEN);
    assertThat(BaselineJson.of(report).encode()).doesNotContain(gateway.token());
  }

  @Test
  void aGatewayThatRefusesUsIsUnknownAndNotWell() throws Exception {
    var wrong = new SecretSource.Given(new Secret("0123456789abcdefghijklmnopqrstuv"));
    assertThat(look(scope(List.of(), wrong)).notLooked())
        .anyMatch(it -> it.startsWith("home config.get: auth_rejected"));
  }

  @Test
  void itsFileIsJudgedWithModeAndPlaceOfAMistake() throws Exception {
    var file = Files.writeString(home.resolve("openclaw.json"), "{gateway: {bind: 'lan',}\n oops");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    var findings = look(scope(List.of(file), token())).findings();
    assertThat(findings)
        .extracting(BaselineFinding::check)
        .contains(BaselineCheck.SECRET_FILE_MODE, BaselineCheck.GATEWAY_CONFIG_UNREADABLE);
  }

  /** A stand-in, because a real gateway pairs loopback by itself and knows of no update here. */
  @Test
  void pairedDevicesThoseThatWaitAndAnUpdateAreToldByTheGateway() throws Exception {
    var device = new JsonObject().put("displayName", "a phone");
    var answers =
        Map.of(
            "config.get", new JsonObject().put("config", new JsonObject()),
            "status",
                new JsonObject()
                    .put("updateAvailable", new JsonObject().put("latestVersion", "2027.1.1")),
            "device.pair.list",
                new JsonObject()
                    .put("paired", new JsonArray().add(device))
                    .put("pending", new JsonArray().add(device)));
    try (var other =
        StandIn.greeting(
            vertx,
            (socket, frame) -> {
              var answer = answers.getOrDefault(frame.getString("method"), new JsonObject());
              socket.writeTextMessage(StandIn.answer(frame.getString("id"), answer).encode());
            })) {
      var route = GatewaySettings.of("home", other.url(), token());
      var watched = new BaselineScope.Gateway("home", List.of(route), List.of());
      var scope = scope(List.of(), token());
      var report =
          look(new BaselineScope(scope.own(), scope.ssh(), scope.openClaw(), List.of(watched)));
      assertThat(report.findings())
          .as(report.toString())
          .extracting(BaselineFinding::check)
          .contains(
              BaselineCheck.GATEWAY_DEVICES,
              BaselineCheck.GATEWAY_PAIRING_WAITS,
              BaselineCheck.GATEWAY_UPDATE);
    }
  }

  /** A stub of the tailscale program, and the real nft. */
  @Test
  void theTailnetsTroublesAndTheFirewallsWordAreInTheReport() throws Exception {
    var stub = home.resolve("tailscale");
    var status = "{\"BackendState\": \"Stopped\"}";
    var serve = "{\"AllowFunnel\": {\"gw.tail1234.ts.net:443\": true}}";
    Files.writeString(
        stub, "#!/bin/sh\n[ \"$1\" = serve ] && echo '%s' || echo '%s'\n".formatted(serve, status));
    assertThat(stub.toFile().setExecutable(true)).isTrue();
    var path = home + ":" + System.getenv("PATH");
    var report =
        Baseline.look(
            new Baseline.Means(vertx, time, home, path, Map.of()), scope(List.of(), token()));
    assertThat(report.findings())
        .extracting(BaselineFinding::check)
        .contains(BaselineCheck.TAILNET_TROUBLE, BaselineCheck.TAILNET_FUNNEL);
    assertThat(report.firewall()).anyMatch(line -> line.startsWith("nft: "));
  }

  @Test
  void theAgentsLookBecomesFacts() throws IOException {
    var key = home.resolve(".ssh/id_rsa");
    Files.createDirectories(key.getParent());
    Files.writeString(key, "-----BEGIN RSA PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    var bus = new Bus(vertx);
    var facts = new ConcurrentHashMap<Fact, FactValue>();
    bus.on(
        Observed.class,
        seen -> {
          if (seen.subject().equals(Subject.AGENT)) facts.put(seen.fact(), seen.value());
        });
    var watch = new BaselineWatch(bus, time, home);
    vertx.deployVerticle(watch).await();
    watch.follow(scope(List.of(), token()));
    var report = awaited(watch);
    Await.until(
        "facts",
        Duration.ofSeconds(10),
        () ->
            facts
                .keySet()
                .containsAll(
                    List.of(
                        Fact.BASELINE_FINDINGS,
                        Fact.SSH_KEY_MODE,
                        Fact.SSH_KEY_TYPE,
                        Fact.SSH_KEEPALIVE_OFF)));
    assertThat(facts.get(Fact.SSH_KEY_MODE)).isEqualTo(FactValue.of(1.0));
    assertThat(facts.get(Fact.SSH_KEY_TYPE)).isEqualTo(FactValue.of(1.0));
    assertThat(facts.get(Fact.SSH_KEEPALIVE_OFF)).isEqualTo(FactValue.of(0.0));
    assertThat(facts.get(Fact.BASELINE_CRITICAL)).isEqualTo(FactValue.of(1.0));
    assertThat(facts.get(Fact.BASELINE_FINDINGS))
        .isEqualTo(
            FactValue.of(
                (double)
                    report.findings().stream()
                        .filter(it -> it.gateway().isEmpty())
                        .filter(it -> it.check().severity() != dev.lifeguard.rule.Severity.INFO)
                        .count()));
  }

  private static BaselineReport awaited(BaselineWatch watch) {
    try {
      return watch.fresh().await(60, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
