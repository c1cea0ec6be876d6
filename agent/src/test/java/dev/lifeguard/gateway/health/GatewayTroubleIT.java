package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.cli.Ran;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.Closed;
import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.ProviderStandIn;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** One real gateway that gets into every trouble it can: what its watch says, and does not do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class GatewayTroubleIT {
  private static final String OTHER_TOKEN = "rotated0123456789rotated0123456789";

  @TempDir static Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final ProviderStandIn provider = new ProviderStandIn();
  private OpenClaw gateway;
  private Watched watched;
  private Path tokenFile;

  @BeforeAll
  void start() throws IOException {
    var limit = "{maxAttempts: 3, windowMs: 60000, lockoutMs: 6000, exemptLoopback: false}";
    gateway =
        OpenClaw.setup()
            .provider(provider)
            .config("{\"gateway\":{\"auth\":{\"rateLimit\":" + quoted(limit) + "}}}")
            .start();
    var ours = PosixFilePermissions.fromString("rw-------");
    tokenFile =
        Files.createFile(folder.resolve("token"), PosixFilePermissions.asFileAttribute(ours));
    Files.writeString(tokenFile, gateway.token());
    watched = new Watched(settings(), WatchSettings.DEFAULT, folder);
  }

  @AfterAll
  void stop() {
    watched.close();
    gateway.close();
    provider.close();
    vertx.close().await();
  }

  @Test
  @Order(1)
  void stallOfTheEventLoopIsQuietThenBusyAndNeverDown() {
    watched.state(GatewayState.RUNNING);
    gateway.suspend();
    watched.state(GatewayState.QUIET);
    gateway.resume();
    assertThat(watched.state(GatewayState.BUSY).now().reason()).isEqualTo("too_slow");
    watched.state(GatewayState.RUNNING);
    assertThat(watched.statuses()).containsExactly(GatewayState.RUNNING);
  }

  @Test
  @Order(2)
  void restartThatWaitsForAHangingModelCallIsDrainingThenStartingAndNeverDown() {
    provider.hang();
    var message = new JsonObject().put("sessionKey", "s").put("message", "hi");
    control("chat.send", message.put("idempotencyKey", "k"));
    watched.fact(Fact.ACTIVE_RUNS, it -> it instanceof FactValue.Amount(var runs) && runs > 0);
    // a run that has not called its model yet gives way to a restart, and nothing drains
    Await.until("the model call hangs", Duration.ofSeconds(60), provider::holdsACall);
    control("gateway.restart.request", new JsonObject().put("skipDeferral", true));
    assertThat(watched.state(GatewayState.DRAINING).now().reason()).isEqualTo("gateway_draining");
    assertThat(diagnosed()).isIn("gateway_draining", "gateway_restarting");
    provider.ok();
    watched.state(GatewayState.STARTING);
    watched.await(GatewayEvent.Restarted.class, _ -> true);
    watched.state(GatewayState.RUNNING);
    assertThat(watched.statuses()).containsExactly(GatewayState.RUNNING);
  }

  @Test
  @Order(3)
  void rotatedTokenIsTriedOnceAndTheNewOneAsSoonAsItIsThere() throws IOException {
    var auth = new JsonObject().put("token", OTHER_TOKEN);
    patch(new JsonObject().put("gateway", new JsonObject().put("auth", auth)));
    var ended = watched.await(GatewayEvent.Disconnected.class, _ -> true);
    assertThat(ended.how()).isInstanceOf(Closed.AuthChanged.class);
    assertThat(watched.state(GatewayState.UNAUTHORIZED).now().reason()).isEqualTo("auth_rejected");
    var attempts = watched.told(GatewayEvent.ConnectFailed.class).size();
    elapse(Duration.ofSeconds(4));
    assertThat(watched.told(GatewayEvent.ConnectFailed.class)).hasSize(attempts);
    Files.writeString(tokenFile, OTHER_TOKEN);
    watched.state(GatewayState.RUNNING);
  }

  @Test
  @Order(4)
  void lockOutIsSatOutAsLongAsTheGatewaySays() {
    for (var i = 0; i < 3; i++) wrongAttempt(i);
    try (var late = new Watched(settings(), WatchSettings.DEFAULT, folder)) {
      var refused = late.await(GatewayEvent.ConnectFailed.class, _ -> true);
      assertThat(refused.failure().failure().reason()).isEqualTo(Reason.AUTH_LOCKED_OUT);
      var told = refused.failure().retryAfter().orElseThrow();
      assertThat(late.state(GatewayState.UNAUTHORIZED).now().reason()).isEqualTo("auth_locked_out");
      assertThat(diagnosed()).isEqualTo("auth_locked_out");
      var running = late.state(GatewayState.RUNNING);
      assertThat(late.told(GatewayEvent.ConnectFailed.class)).hasSize(1);
      var took = Duration.between(refused.at(), running.at());
      assertThat(took).isBetween(told, told.plusSeconds(10));
    }
  }

  @Test
  @Order(6)
  void configurationThatItRejectsIsMisconfiguredUntilItIsMended() throws IOException {
    var good = Files.readString(gateway.configFile());
    gateway.terminate();
    watched.state(GatewayState.STOPPED);
    gateway.awaitExit(Duration.ofSeconds(20));
    gateway.writeConfig(good.replaceFirst("\\{", "{ \"nonsense\": 1, "));
    gateway.launchAgain();
    assertThat(gateway.awaitExit(Duration.ofSeconds(30))).isEqualTo(78);
    var rejected = watched.state(GatewayState.MISCONFIGURED).now();
    assertThat(rejected.reason()).isEqualTo("config_rejected");
    assertThat(rejected.seen()).contains("nonsense");
    assertThat(diagnosedAtItsHome()).isEqualTo("config_rejected");
    gateway.writeConfig(good);
    watched.state(GatewayState.STOPPED);
  }

  @Test
  @Order(7)
  void somebodyElseOnItsPortIsNoGateway() throws IOException {
    try (var thief = new ServerSocket(gateway.port(), 50, InetAddress.getLoopbackAddress())) {
      var page = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
      Thread.ofVirtual().start(() -> serve(thief, page));
      var taken = watched.state(GatewayState.MISCONFIGURED).now();
      assertThat(taken.reason()).isEqualTo("not_a_gateway");
      assertThat(diagnosed()).isEqualTo("not_a_gateway");
    }
  }

  private static void serve(ServerSocket server, String page) {
    try {
      for (; ; ) {
        try (var socket = server.accept()) {
          socket.getInputStream().read(new byte[4096]);
          socket.getOutputStream().write(page.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  /** What a person is told at the same time. */
  private String diagnosed() {
    return Ran.of("diagnose", gateway.url(), "--token-file", tokenFile, "--json").cause();
  }

  /** As the user to whom it belongs, who has its program on the path. */
  private String diagnosedAtItsHome() {
    var before = System.setProperty("user.home", gateway.home().toString());
    try {
      var programs = Peers.require(Peer.OPENCLAW).toAbsolutePath().getParent().getParent();
      var path = programs.resolve(".bin") + ":" + System.getenv("PATH");
      return Ran.elsewhere(
              launch -> launch.with(Map.of("PATH", path)), "diagnose", gateway.url(), "--json")
          .cause();
    } finally {
      System.setProperty("user.home", before);
    }
  }

  private void wrongAttempt(int number) {
    var wrong = new Secret("wrong-token-number-" + number + "-0123456789");
    var settings = GatewaySettings.of(Watched.NAME, gateway.url(), new SecretSource.Given(wrong));
    var key = folder.resolve("other.key");
    new GatewayControl(vertx, new RealTime(vertx), settings, key)
        .call("health", new JsonObject(), Duration.ofSeconds(10))
        .await();
  }

  private void patch(JsonObject change) {
    var now = control("config.get", new JsonObject());
    control(
        "config.patch",
        new JsonObject()
            .put("raw", change.encode())
            .put("baseHash", now.answer().orElseThrow().text("hash").orElseThrow()));
  }

  private Reply control(String method, JsonObject params) {
    var reply =
        new GatewayControl(vertx, new RealTime(vertx), settings(), folder.resolve("other.key"))
            .call(method, params, Duration.ofSeconds(10))
            .await();
    if (!method.equals("config.patch")) assertThat(reply).isInstanceOf(Reply.Answered.class);
    return reply;
  }

  private GatewaySettings settings() {
    URI url = gateway.url();
    return GatewaySettings.of(Watched.NAME, url, new SecretSource.InFile(tokenFile));
  }

  private static void elapse(Duration duration) {
    var end = System.nanoTime() + duration.toNanos();
    Await.until("time passes", duration.plusSeconds(10), () -> System.nanoTime() > end);
  }

  private static String quoted(String loose) {
    return loose.replaceAll("(\\w+):", "\"$1\":");
  }
}
