package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.HttpFace;
import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecondOpinionTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** As the kernel does while it ends a killed process. */
  @Test
  void aPortThatResetsBeforeItClosesIsStoppedAndNoBrokenWay() throws Exception {
    try (var port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> resetThenClose(port, 2));
      assertThat(afterTheEnd(port).opinion().state()).isEqualTo(GatewayState.STOPPED);
    }
  }

  @Test
  void aPortThatGoesOnResettingIsToldAsThat() throws Exception {
    try (var port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> resetThenClose(port, Integer.MAX_VALUE));
      assertThat(afterTheEnd(port).opinion().reason()).isEqualTo("reset");
    }
  }

  private HttpSight afterTheEnd(ServerSocket port) throws Exception {
    var first = new CompletableFuture<HttpSight>();
    var url = URI.create("ws://127.0.0.1:" + port.getLocalPort());
    var settings = GatewaySettings.of("home", url, new dev.lifeguard.config.SecretSource.None());
    vertx.runOnContext(
        _ -> {
          var time = new RealTime(vertx);
          new SecondOpinion(new HttpFace(vertx, time, settings), time, first::complete).askAnew();
        });
    return first.get(60, TimeUnit.SECONDS);
  }

  private static void resetThenClose(ServerSocket port, int times) {
    try (port) {
      for (var i = 0; i < times && !port.isClosed(); i++)
        try (var socket = port.accept()) {
          socket.setSoLinger(true, 0);
        }
    } catch (IOException e) {
      if (!port.isClosed()) throw new UncheckedIOException(e);
    }
  }
}
