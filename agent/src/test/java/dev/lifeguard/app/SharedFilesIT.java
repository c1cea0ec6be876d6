package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.notify.Ear;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Ngircd;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.ProviderStandIn;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.peer.TelegramStandIn;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The shared rule files, verbatim, in a running agent that watches one real gateway twice: directly
 * as {@code home}, and through a real sshd as {@code far}. The gateway is driven through each
 * condition.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SharedFilesIT {
  private static final List<String> FILES =
      List.of("monitoring.yaml", "health-criteria.yaml", "thresholds.yaml", "tunnels.yaml");

  private static final List<String> UNKNOWN = List.of("unknown");

  private final Vertx vertx = Vertx.vertx();
  private final TelegramStandIn telegram = new TelegramStandIn();
  private final Ngircd irc = new Ngircd();
  private final ProviderStandIn provider = new ProviderStandIn();
  private final int local = Ports.free();
  private Sshd sshd;
  private Ear admin;
  private Ear ops;
  private OpenClaw gateway;
  private GatewayControl control;
  private RunningAgent agent;
  private int messages;

  @BeforeAll
  void start() throws IOException {
    sshd = Sshd.plain();
    admin = new Ear();
    ops = new Ear();
    gateway = OpenClaw.setup().telegram(telegram).irc(irc).provider(provider).start();
    Files.setPosixFilePermissions(
        gateway.configFile(), PosixFilePermissions.fromString("rw-rw-rw-"));
    agent = new RunningAgent(config());
    for (var name : FILES) agent.write(name, Files.readString(shared(name)));
    agent.awaitReady();
    control =
        new GatewayControl(vertx, new RealTime(vertx), settings(), agent.folder().resolve("key"));
  }

  private static Path shared(String name) {
    return Peers.project().resolve("rules").resolve(name);
  }

  private GatewaySettings settings() {
    return GatewaySettings.of(
        "home", gateway.url(), new SecretSource.Given(new Secret(gateway.token())));
  }

  private String config() {
    return """
    defaults:
      probes:
        tcp: {every: 1s, timeout: 2s}
        forward: {every: 1s, timeout: 2s}
        gateway: {every: 100ms, timeout: 2s}
        channels: {every: 5s, timeout: 5s}
        providers: {every: 3s, timeout: 5s}
        errors: {every: 2s, timeout: 5s}
    gateways:
      - {name: home, url: "%1$s", token: "%2$s"}
      - name: far
        url: ws://127.0.0.1:%3$d
        token: "%2$s"
        tunnel:
          ssh: %4$s
          identity: %5$s
          known-hosts: [%6$s]
          forwards: [{name: gateway, local: "127.0.0.1:%3$d", remote: "127.0.0.1:%7$d"}]
    rules: [%8$s]
    remedies: []
    notify:
      receivers:
        - {name: admin, webhook: {url: "%9$s"}}
        - {name: ops-hook, webhook: {url: "%10$s"}}
        - {name: ops-chat, openclaw: {gateway: home, channel: telegram, to: "4711"}}
      groups:
        ops: [ops-hook, ops-chat]
    """
        .formatted(
            gateway.url(),
            gateway.token(),
            local,
            sshd.destination(),
            sshd.clientKey().file(),
            sshd.knownHosts(),
            gateway.port(),
            String.join(", ", FILES),
            admin.uri("/hook"),
            ops.uri("/hook"));
  }

  @AfterAll
  void stop() {
    Stream.<AutoCloseable>of(agent, gateway, sshd, provider, irc, telegram, admin, ops)
        .forEach(SharedFilesIT::close);
    vertx.close().await();
  }

  private static void close(AutoCloseable peer) {
    try {
      if (peer != null) peer.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Order(1)
  void thresholdsJudgeEachLayerAndAreChangedWithoutARestart() {
    agent.await("all layers", () -> verdicts().size() == 5);
    agent.await("the tunnel is not settled yet", () -> verdict("tunnel").equals("warn"));
    for (var layer : List.of("network", "ssh-auth", "forward", "gateway"))
      agent.await(layer, () -> verdict(layer).equals("pass"));
    var strict = text(shared("thresholds.yaml")).replace("tcp_latency <= 150ms", "tcp_latency < 0");
    agent.write("thresholds.yaml", strict.replace(">= 300s", ">= 1s"));
    agent.await("the network is too slow now", () -> verdict("network").equals("warn"));
    agent.await("the tunnel is settled now", () -> verdict("tunnel").equals("pass"));
  }

  private List<JsonObject> verdicts() {
    return agent.json("/api/v1/gateways/far").getJsonArray("stations").stream()
        .map(JsonObject.class::cast)
        .flatMap(station -> station.getJsonArray("checks").stream())
        .map(JsonObject.class::cast)
        .toList();
  }

  private String verdict(String layer) {
    return verdicts().stream()
        .filter(check -> check.getString("layer").equals(layer))
        .map(check -> check.getString("verdict"))
        .findFirst()
        .orElse("none");
  }

  @Test
  @Order(2)
  void gatewayThatDoesNotAnswerForSecondsIsSlowAndNeverDown() {
    agent.await(
        "a young gateway is told", () -> firing("home").contains("criterion_gateway_uptime"));
    gateway.suspend();
    agent.await("high_latency", () -> firing("home").contains("high_latency"));
    gateway.resume();
    assertThat(firing("home")).doesNotContain("gateway_down");
    agent.await("slow calls are rare again", () -> !firing("home").contains("high_latency"));
    told("high_latency", admin);
  }

  @Test
  @Order(3)
  void channelThatIsCutOffIsDisconnectedUntilItIsBack() {
    irc.kill();
    agent.await("channel_disconnected", () -> firing("home").contains("channel_disconnected"));
    agent.await(
        "its log is full of errors",
        () -> firing("home").contains("criterion_errors_hourly_count"));
    assertThat(firing("home")).contains("criterion_channels_all_active");
    irc.startAgain();
    agent.await("the end", () -> !firing("home").contains("channel_disconnected"));
    told("channel_disconnected", admin, ops);
  }

  /** The group {@code ops} is told by web hook, and by a chat that the gateway itself writes to. */
  @Test
  @Order(4)
  void gatewayWritesToAChatOfItsOwnWhatIsToldToOps() {
    agent.await("the fire", () -> written("P1 FIRING").anyMatch(SharedFilesIT::isOfChannel));
    agent.await("the end", () -> written("P1 RESOLVED").anyMatch(SharedFilesIT::isOfChannel));
    assertThat(telegram.calls("sendMessage"))
        .allMatch(call -> call.body().getString("chat_id").equals("4711"));
  }

  private Stream<String> written(String words) {
    return telegram.calls("sendMessage").stream()
        .map(call -> call.body().getString("text"))
        .filter(text -> text.contains(words));
  }

  private static boolean isOfChannel(String text) {
    return text.contains("channel_disconnected") && text.contains("channel=irc");
  }

  @Test
  @Order(4)
  void providerThatIsGoneIsUnavailableAndTheCallsToItAreErrors() {
    say();
    provider.refuse();
    say();
    agent.await("provider_unavailable", () -> firing("home").contains("provider_unavailable"));
    agent.await("high_error_rate", () -> firing("home").contains("high_error_rate"));
    provider.ok();
    agent.await("the end of one", () -> !firing("home").contains("provider_unavailable"));
    agent.await("calls go well", () -> said() && !firing("home").contains("high_error_rate"));
    told("provider_unavailable", admin, ops);
    told("high_error_rate", admin);
  }

  private boolean said() {
    say();
    return true;
  }

  @Test
  @Order(5)
  void configurationThatOthersMayWriteIsACriticalFinding() {
    agent.await("the audit", () -> firing("home").contains("criterion_security_critical_issues"));
  }

  @Test
  @Order(6)
  void tunnelThatBreaksIsOneAlertAndTheGatewayBehindItUnknown() {
    sshd.stop();
    agent.await("tunnel_down", () -> firing("far").contains("tunnel_down"));
    agent.await("the rest is not judged", () -> states("far", "gateway_down").equals(UNKNOWN));
    sshd.start();
    agent.await("the end", () -> !firing("far").contains("tunnel_down"));
    told("tunnel_down", ops);
    assertThat(heard(admin, "gateway_down")).isEmpty();
  }

  @Test
  @Order(7)
  void gatewayThatIsStoppedIsDownAndNothingElseIs() {
    var before = heard(ops, "tunnel_down").size();
    gateway.terminate();
    agent.await("home is down", () -> firing("home").contains("gateway_down"));
    agent.await("far is down", () -> firing("far").contains("gateway_down"));
    agent.await("the tunnel is not judged", () -> states("far", "tunnel_down").equals(UNKNOWN));
    gateway.awaitExit(Duration.ofSeconds(20));
    gateway.startAgain();
    agent.await("home is back", () -> !firing("home").contains("gateway_down"));
    agent.await("far is back", () -> !firing("far").contains("gateway_down"));
    assertThat(heard(ops, "tunnel_down")).hasSize(before);
  }

  private List<String> firing(String name) {
    return alerts(name)
        .filter(alert -> alert.getString("state").equals("firing"))
        .map(alert -> alert.getString("name"))
        .toList();
  }

  private List<String> states(String name, String alert) {
    return alerts(name)
        .filter(one -> one.getString("name").equals(alert))
        .map(one -> one.getString("state"))
        .toList();
  }

  private Stream<JsonObject> alerts(String name) {
    return agent.json("/api/v1/alerts").getJsonArray("alerts").stream()
        .map(JsonObject.class::cast)
        .filter(alert -> alert.getJsonObject("labels").getString("gateway", "").equals(name));
  }

  /** Each beginning and each end once, by each of them. */
  private void told(String alert, Ear... ears) {
    for (var ear : ears) {
      Await.until(
          alert + " is told and over",
          Duration.ofSeconds(30),
          () -> statuses(ear, alert, "resolved").size() >= 1,
          agent::log);
      assertThat(statuses(ear, alert, "firing")).doesNotHaveDuplicates();
      assertThat(statuses(ear, alert, "resolved")).doesNotHaveDuplicates();
    }
  }

  private List<String> statuses(Ear ear, String alert, String status) {
    return heard(ear, alert).stream()
        .filter(one -> one.getString("status").equals(status))
        .map(one -> one.getString("fingerprint") + " of " + one.getString("startsAt"))
        .toList();
  }

  private static List<JsonObject> heard(Ear ear, String alert) {
    Predicate<JsonObject> named =
        one -> one.getJsonObject("labels").getString("alertname").equals(alert);
    return ear.all().stream()
        .filter(heard -> heard.uri().getPath().equals("/hook")) // others may look who listens there
        .flatMap(heard -> new JsonObject(heard.body()).getJsonArray("alerts").stream())
        .map(JsonObject.class::cast)
        .filter(named)
        .toList();
  }

  private void say() {
    var params =
        new JsonObject()
            .put("sessionKey", "s" + messages)
            .put("message", "hi")
            .put("idempotencyKey", "k" + messages++);
    var reply = control.call("chat.send", params, Duration.ofSeconds(30)).await();
    assertThat(reply).isInstanceOf(Reply.Answered.class);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
