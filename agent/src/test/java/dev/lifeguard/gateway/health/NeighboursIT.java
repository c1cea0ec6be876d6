package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two real gateways on one machine, which write into one log as they do by default. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NeighboursIT {
  private static final String OTHERS_TOKEN = "another-token-0123456789abcdef01";

  @TempDir static Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final OpenClaw home = OpenClaw.plain(); // its log is written into
  private final OpenClaw other =
      OpenClaw.setup()
          .auth(new JsonObject().put("mode", "token").put("token", OTHERS_TOKEN))
          .config(
              new JsonObject()
                  .put("logging", new JsonObject().put("file", home.logFile().toString())))
          .start();

  @AfterAll
  void stop() {
    other.close();
    home.close();
    vertx.close().await();
  }

  @Test
  void errorsOfOneAreNotCountedForTheOther() {
    var run = new JsonObject().put("sessionKey", "s").put("message", "hi");
    var settings = Watched.settings(other.url(), OTHERS_TOKEN);
    new GatewayControl(vertx, new RealTime(vertx), settings, folder.resolve("key"))
        .call("chat.send", run.put("idempotencyKey", "k"), Duration.ofSeconds(20))
        .await();
    try (var watched = Watched.of(home.url(), home.token(), folder)) {
      var unknown =
          watched.fact(
              Fact.ERRORS_HOURLY,
              it ->
                  it instanceof FactValue.Unknown(var because)
                      && because.contains("writes into the same log"));
      assertThat(unknown.toString()).contains("give each its own logging.file");
      assertThat(watched.told(GatewayEvent.LogGrew.class)).isEmpty();
    }
  }

  /** Who comes second does not get the port; whoever has it does not know our token. */
  @Test
  void otherOpenClawOnThePortIsAskedOnce() {
    try (var watched = Watched.of(other.url(), home.token(), folder)) {
      var refused = watched.state(GatewayState.UNAUTHORIZED).now();
      assertThat(refused.reason()).isEqualTo("auth_rejected");
      watched.await(GatewayEvent.HeldOff.class, _ -> true);
      assertThat(watched.told(GatewayEvent.ConnectFailed.class)).hasSize(1);
    }
  }
}
