package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.Closed;
import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.Reply;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One gateway's life, and what its watch says of it. */
class GatewayLifeIT {
  @TempDir Path dataDir;

  @Test
  void isToldAsItHappens() {
    try (var gateway = OpenClaw.plain();
        var watched = Watched.of(gateway.url(), gateway.token(), dataDir)) {
      watched.state(GatewayState.RUNNING);
      var identity = watched.await(GatewayEvent.Identified.class, _ -> true).device();
      watched.fact(Fact.P99_LATENCY, it -> it instanceof FactValue.Amount);

      silence(gateway, watched);
      restart(gateway, watched);
      assertThat(watched.await(GatewayEvent.Identified.class, _ -> true).device())
          .as("the identity outlives a restart")
          .isEqualTo(identity);
      assertThat(watched.statuses()).containsExactly(GatewayState.RUNNING);

      stop(gateway, watched);
      kill(gateway, watched);
    }
  }

  private static void silence(OpenClaw gateway, Watched watched) {
    gateway.suspend();
    var quiet = watched.state(GatewayState.QUIET);
    assertThat(quiet.now().reason()).isEqualTo("silent");
    gateway.resume();
    watched.state(GatewayState.RUNNING);
  }

  private static void restart(OpenClaw gateway, Watched watched) {
    var vertx = Vertx.vertx();
    var control =
        new GatewayControl(
            vertx,
            new RealTime(vertx),
            Watched.settings(gateway.url(), gateway.token()),
            Path.of("target", "device.key"));
    var reply =
        control
            .call(
                "gateway.restart.request",
                new JsonObject().put("reason", "test"),
                Duration.ofSeconds(10))
            .await();
    assertThat(reply).isInstanceOf(Reply.Answered.class);
    var ended = watched.await(GatewayEvent.Disconnected.class, _ -> true);
    assertThat(ended.how()).isInstanceOf(Closed.Restarting.class);
    watched.state(GatewayState.STARTING);
    watched.await(GatewayEvent.Restarted.class, _ -> true);
    watched.state(GatewayState.RUNNING);
    vertx.close();
  }

  private static void stop(OpenClaw gateway, Watched watched) {
    gateway.terminate();
    var announced = watched.await(GatewayEvent.ShutdownAnnounced.class, _ -> true);
    assertThat(announced.how()).isInstanceOf(Closed.Stopping.class);
    watched.state(GatewayState.STOPPED);
    gateway.startAgain();
    watched.state(GatewayState.RUNNING);
  }

  private static void kill(OpenClaw gateway, Watched watched) {
    gateway.kill();
    var ended = watched.await(GatewayEvent.Disconnected.class, _ -> true);
    assertThat(ended.how()).isInstanceOf(Closed.Lost.class);
    var stopped = watched.state(GatewayState.STOPPED);
    assertThat(stopped.now().reason()).isEqualTo("refused");
    var status = watched.await(GatewayEvent.StatusChanged.class, _ -> true);
    assertThat(status.now()).isEqualTo(GatewayState.STOPPED);
    // 50 ms is the bar of the bench; here the machine may be busy
    assertThat(Duration.between(ended.at(), status.at())).isLessThan(Duration.ofSeconds(1));
  }
}
